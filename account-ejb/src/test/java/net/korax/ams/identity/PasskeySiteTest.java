package net.korax.ams.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeySiteTest {

    @Test
    void house_isTheRelyingParty_andBothListenersAreOrigins() {
        PasskeySite site = PasskeySite.of("https://Ams.Korax.example", "https://staff.ams.korax.example:9443/")
                .orElseThrow();
        assertEquals("ams.korax.example", site.host());
        assertEquals(Set.of("https://ams.korax.example", "https://staff.ams.korax.example:9443"), site.origins());
    }

    @Test
    void usualPort_isNotPartOfAnOrigin() {
        assertEquals(
                Set.of("https://localhost"),
                PasskeySite.of("https://localhost:443", "https://localhost")
                        .orElseThrow()
                        .origins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:8443", "https://[::1]:8443", "https:/nowhere"})
    void addressWithoutAHostName_isNoRelyingParty(String address) {
        assertTrue(PasskeySite.of(address, address).isEmpty());
    }
}
