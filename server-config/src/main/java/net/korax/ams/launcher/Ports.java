package net.korax.ams.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;

/** Whether ports are free, and which are. */
final class Ports {

    private Ports() {}

    /** @param how the option or variable that chooses another port */
    static void requireFree(String bind, int port, String what, String how) {
        InetSocketAddress address = new InetSocketAddress(bind, port);
        if (address.isUnresolved() || !isOfThisMachine(address.getAddress())) {
            throw new Failure("This machine has no address " + bind
                    + " to listen on; choose one with --bind, AMS_BIND or AMS_STAFF_BIND.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Permission denied")) {
                throw new Failure(
                        "Port " + port + " for " + what + " is reserved for the administrator; choose another with "
                                + how + ".",
                        e);
            }
            throw new Failure(
                    "Port " + port + " for " + what + " is in use; stop what uses it or choose another with " + how
                            + ".",
                    e);
        }
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
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
