package net.korax.ams.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** Somebody who writes requests by hand, from an address of this machine that he chooses: what no client of HTTP would send. */
final class Knock {

    private static final int PATIENCE = (int) Duration.ofSeconds(30).toMillis();
    private static final String HERE = "127.0.0.1";

    private final int port;
    private final String from;

    private Knock(int port, String from) {
        this.port = port;
        this.from = from;
    }

    static Knock at(String baseUrl) {
        return new Knock(URI.create(baseUrl).getPort(), HERE);
    }

    /** The same from another address, such as 127.0.0.2. */
    Knock from(String address) {
        return new Knock(port, address);
    }

    /** @param headers whole lines */
    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String form, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        all.add("Content-Length: " + form.length());
        return send("POST", path, form, all.toArray(String[]::new));
    }

    Answer send(String method, String path, String body, String... headers) {
        StringBuilder request = new StringBuilder(
                method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request + "\r\n" + body);
    }

    /**
     * Sends exactly this, in Latin-1, and reads until the other side closes. A server may answer and close before it has read all that is
     * sent; the answer is there all the same.
     */
    Answer send(String request) {
        try (Socket plain = new Socket()) {
            plain.bind(new InetSocketAddress(from, 0));
            plain.connect(new InetSocketAddress(HERE, port), PATIENCE);
            try (SSLSocket secured =
                    (SSLSocket) Wire.trusting().getSocketFactory().createSocket(plain, "localhost", port, true)) {
                secured.setSoTimeout(PATIENCE);
                say(request, secured.getOutputStream());
                return Answer.read(secured.getInputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String request, OutputStream out) throws IOException {
        try {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (SocketException answeredBefore) {
            return;
        }
    }

    /** @param head the lines before the body, with the status line */
    record Answer(int status, List<String> head, String body) {

        private static final String END_OF_HEAD = "\r\n\r\n";

        private static Answer read(InputStream in) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                in.transferTo(all);
            } catch (SocketException reset) {
                if (all.size() == 0) {
                    throw reset;
                }
            }
            String text = all.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf(END_OF_HEAD);
            if (end < 0) {
                throw new AssertionError("no answer but: " + text);
            }
            List<String> head = List.of(text.substring(0, end).split("\r\n"));
            String body = text.substring(end + END_OF_HEAD.length());
            Answer answer = new Answer(Integer.parseInt(head.get(0).split(" ")[1]), head, body);
            boolean pieces = "chunked".equals(answer.header("Transfer-Encoding"));
            String whole = pieces ? joined(body) : body;
            byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
            return new Answer(answer.status(), head, new String(bytes, StandardCharsets.UTF_8));
        }

        private static String joined(String pieces) {
            StringBuilder whole = new StringBuilder();
            int at = 0;
            for (int length = 1; length > 0; ) {
                int line = pieces.indexOf("\r\n", at);
                length = Integer.parseInt(pieces.substring(at, line).strip(), 16);
                whole.append(pieces, line + 2, line + 2 + length);
                at = line + 2 + length + 2;
            }
            return whole.toString();
        }

        /** The first of this name; empty when there is none. */
        String header(String name) {
            return headers(name).stream().findFirst().orElse("");
        }

        List<String> headers(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }

        /** The head and the body without what differs from request to request: references, nonces, session ids, dates. */
        String lasting() {
            return (String.join("\n", head) + "\n" + body)
                    .replaceAll(
                            "csp\\.init\\('[^']*'\\)|nonce-[A-Za-z0-9+/=]+|nonce=\"[^\"]*\"|__Host-KSID=[0-9a-f]+|Date: .*",
                            "*")
                    .replaceAll("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}|name=\"back\" value=\"[^\"]*\"", "*");
        }
    }
}
