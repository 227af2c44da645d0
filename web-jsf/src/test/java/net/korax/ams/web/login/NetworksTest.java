package net.korax.ams.web.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "172.16.0.0/12,172.31.255.255,true",
        "172.16.0.0/12,172.32.0.0,false",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.7/32,192.0.2.7,true",
        "192.0.2.7,192.0.2.8,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,2001:db8::1,false",
        "fc00::/7,fdff::1,true",
        "fc00::/7,fe00::1,false",
        "fe80::/10,fe80::1%eth0,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "::1,::1,true",
        "::1,0:0:0:0:0:0:0:1,true",
        "::1,127.0.0.1,false",
        "::/0,::1,true",
        "127.0.0.1/32,::ffff:127.0.0.1,true",
        "::ffff:10.0.0.1,10.0.0.1,true"
    })
    void anAddress_isInItsNetworkAlone(String network, String address, boolean in) {
        assertEquals(in, Networks.of("X", network).contains(address));
    }

    @Test
    void severalNetworks_standBetweenCommas() {
        Networks networks = Networks.of("X", " 10.0.0.0/8 , ::1 ,,192.0.2.1");
        assertTrue(networks.contains("10.1.2.3"));
        assertTrue(networks.contains("::1"));
        assertTrue(networks.contains("192.0.2.1"));
        assertFalse(networks.contains("192.0.2.2"));
        assertFalse(Networks.of("X", "").contains("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "ams.example",
                "localhost/8",
                "cafe",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "10.0.0",
                "10",
                "10.0.0.256",
                "010.0.0.0",
                "0x0a.0.0.0",
                "fd00::/129",
                "fd00::1/8",
                "fd00:::1",
                "[::1]",
                "::1/x",
                "10.0.0.0/8;::1"
            })
    void whatIsNoNetwork_isRefusedByNameInOneSentence(String text) {
        String said = assertThrows(IllegalStateException.class, () -> Networks.of("AMS_PROXIES", "::1," + text))
                .getMessage();
        assertTrue(said.startsWith("The setting AMS_PROXIES has to list networks"), said);
        assertTrue(said.contains("\"" + text + "\"") && said.endsWith("is none."), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "localhost", "10.0.0.1:443", "[::1]", "::1]", "1", "10.0.0.1, ::1", "fe80::1%"})
    void whatIsNoAddress_isNowhere(String text) {
        assertFalse(Networks.of("X", "0.0.0.0/0,::/0").contains(text));
    }

    @Test
    void noAddress_isNowhere() {
        assertFalse(Networks.of("X", "0.0.0.0/0,::/0").contains(null));
    }
}
