package net.korax.ams.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether ports are free, and which are. */
final class Ports {

    private Ports() {}

    static void requireFree(String bind, int port, String what, String how) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, port));
        } catch (IOException e) {
            throw new Failure(
                    "Port " + port + " for " + what + " is in use; stop what uses it or choose another with " + how
                            + ".",
                    e);
        }
    }

    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Failure("There is no free port on this machine.", e);
        }
    }
}
