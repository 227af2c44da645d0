package net.korax.ams.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** People who hold a connection each: they send, or read, one byte a second. */
final class SlowCallers implements AutoCloseable {

    /** What they are slow at. */
    enum Kind {
        HEAD("GET /sign-in.xhtml HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
        BODY("POST /sign-in.xhtml HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 4000\r\n\r\na="),
        READING("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n");

        private final String begun;

        Kind(String begun) {
            this.begun = begun;
        }
    }

    private final int port;
    private final String large;
    private final List<SSLSocket> holding = new CopyOnWriteArrayList<>();
    private final ExecutorService hands = Executors.newFixedThreadPool(8);
    private volatile boolean going = true;

    /** @param large the address of something that is larger than what a connection takes at once */
    SlowCallers(SecondHouse house, String large) {
        port = house.port();
        this.large = large;
    }

    /** So many more of them come. */
    void come(Kind kind, int number) throws Exception {
        List<SSLSocket> come = new CopyOnWriteArrayList<>();
        ExecutorService arriving = Executors.newFixedThreadPool(8);
        for (int one = 0; one < number; one++) {
            arriving.submit(() -> come.add(call(kind)));
        }
        arriving.shutdown();
        if (!arriving.awaitTermination(1, TimeUnit.MINUTES) || come.size() < number) {
            throw new AssertionError("only " + come.size() + " came to be slow with a " + kind);
        }
        holding.addAll(come);
        hands.submit(() -> drip(kind, come));
    }

    private SSLSocket call(Kind kind) throws IOException {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(2048);
        plain.connect(new InetSocketAddress("127.0.0.1", port), 20_000);
        SSLSocket secured = (SSLSocket) Wire.trusting().getSocketFactory().createSocket(plain, "localhost", port, true);
        secured.setSoTimeout(20_000);
        secured.getOutputStream().write(kind.begun.formatted(large).getBytes(StandardCharsets.ISO_8859_1));
        secured.setSoTimeout(1);
        return secured;
    }

    private void drip(Kind kind, List<SSLSocket> slow) {
        while (going) {
            for (SSLSocket one : slow) {
                try {
                    if (kind == Kind.READING) {
                        read(one);
                    } else {
                        one.getOutputStream().write('a');
                    }
                } catch (IOException sentAway) {
                    slow.remove(one);
                }
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void read(SSLSocket one) throws IOException {
        try {
            if (one.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
        } catch (SocketTimeoutException nothingYet) {
            // it goes on waiting
        }
    }

    @Override
    public void close() throws IOException {
        going = false;
        hands.shutdownNow();
        for (SSLSocket one : holding) {
            one.close();
        }
    }
}
