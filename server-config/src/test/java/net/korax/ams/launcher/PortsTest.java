package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void portInUse_isRefusedWithAWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String said = assertThrows(
                            Failure.class,
                            () -> Ports.requireFree("127.0.0.1", taken.getLocalPort(), "HTTPS", "--port"))
                    .getMessage();
            assertEquals(
                    "Port " + taken.getLocalPort()
                            + " for HTTPS is in use; stop what uses it or choose another with --port.",
                    said);
        }
    }

    @Test
    void freePort_isFree() {
        Ports.requireFree("127.0.0.1", Ports.free(), "HTTPS", "--port");
        Ports.requireFree("0.0.0.0", Ports.free(), "HTTPS", "--port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void addressOfAnotherMachine_isNotTakenForAPortInUse(String bind) {
        String said = assertThrows(Failure.class, () -> Ports.requireFree(bind, Ports.free(), "HTTPS", "--port"))
                .getMessage();
        assertTrue(said.contains(bind) && said.contains("--bind"), said);
    }
}
