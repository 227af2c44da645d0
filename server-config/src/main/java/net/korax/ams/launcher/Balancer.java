package net.korax.ams.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * HAProxy in front of the nodes: ends TLS, says who calls, brings each browser back to the node that made its page, and asks each node
 * whether it is ready. It is told what to do over its runtime socket.
 */
final class Balancer implements AutoCloseable {

    /** What the nodes are called from, so that they know their balancer from anybody else on this machine. */
    static final String SOURCE = "127.0.0.3";

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int CONNECTIONS = 4;
    private static final int STATUS = 17;
    private static final Map<String, String> ERRORS = Map.of(
            "502", "Bad Gateway",
            "503", "Service Unavailable",
            "504", "Gateway Timeout");

    private final Path folder;
    private Process process;

    private Balancer(Path folder) {
        this.folder = folder;
    }

    /** @param monitors port of the figures, on the loopback address */
    static Balancer start(Settings settings, Secrets secrets, List<ClusterNode> nodes, int monitors) {
        Path folder = settings.home().resolve("balancer");
        Balancer balancer = new Balancer(folder);
        try {
            Files.createDirectories(folder.resolve("run"));
            LastServer.await(folder);
            Ports.requireFree(settings.bind(), settings.port(), "HTTPS", "--port");
            Ports.requireFree("127.0.0.1", monitors, "the balancer's figures", "AMS_PORT");
            String ownPassword = secrets.get("tls.password");
            Secrets.writePrivately(
                    folder.resolve("balancer.pem"),
                    pem(Certificate.of(settings.home(), ownPassword), ownPassword, true));
            StringBuilder servers = new StringBuilder();
            for (ClusterNode node : nodes) {
                String password = new Secrets(node.settings().home()).get("tls.password");
                Path known = folder.resolve(node.name() + ".pem");
                Secrets.writePrivately(known, pem(Certificate.of(node.settings().home(), password), password, false));
                servers.append("  server ").append(node.name());
                servers.append(" 127.0.0.1:").append(node.settings().port());
                servers.append(" ca-file ").append(known);
                servers.append(" port ")
                        .append(node.settings().watchPort().orElseThrow())
                        .append('\n');
            }
            for (Map.Entry<String, String> error : ERRORS.entrySet()) {
                Secrets.writePrivately(folder.resolve(error.getKey() + ".http"), page(error));
            }
            String text = text("haproxy.cfg");
            for (Map.Entry<String, String> value : Map.of(
                            "socket",
                                    folder.resolve("run")
                                            .resolve("haproxy.sock")
                                            .toString(),
                            "errors", folder.toString(),
                            "bind", settings.bind(),
                            "port", Integer.toString(settings.port()),
                            "certificate", folder.resolve("balancer.pem").toString(),
                            "source", SOURCE,
                            "servers", servers.toString(),
                            "monitors", Integer.toString(monitors))
                    .entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            Secrets.writePrivately(folder.resolve("haproxy.cfg"), text);
            balancer.launch(settings.log().resolveSibling("balancer.log"));
            return balancer;
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure("HAProxy cannot be set up in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private void launch(Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Ctrl-C reaches the launcher alone, which stops everything in order.
            command.addAll(List.of(SETSID.toString(), "--wait"));
        }
        command.addAll(List.of(
                programme().toString(),
                "-db",
                "-f",
                folder.resolve("haproxy.cfg").toString()));
        Files.createDirectories(log.getParent());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        LastServer.note(folder, process.toHandle());
        // Also when the launcher is told to end while it still starts.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "balancer-closer"));
        for (int tries = 0; tries < 50; tries++) {
            if (!process.isAlive()) {
                throw new Failure("HAProxy did not start; see " + log + ".");
            }
            try {
                ask("show info");
                return;
            } catch (UncheckedIOException notYet) {
                Cluster.pause(100);
            }
        }
        throw new Failure("HAProxy does not answer; see " + log + ".");
    }

    /** Debian puts it where only administrators look. */
    private static Path programme() {
        return List.of(Path.of("/usr/sbin/haproxy"), Path.of("/usr/local/sbin/haproxy"), Path.of("/usr/bin/haproxy"))
                .stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new Failure(
                                "HAProxy is needed for a cluster, and is not there; install it (Debian: apt-get install haproxy)."));
    }

    /** Whether new visitors come to a node ({@code ready}), those alone who are there already ({@code drain}), or nobody ({@code maint}). */
    void set(String node, String state) {
        String answer = ask("set server nodes/" + node + " state " + state).strip();
        if (!answer.isEmpty()) {
            throw new Failure("HAProxy: " + answer);
        }
    }

    /** How many requests a node is at. */
    int requests(String node) {
        return Integer.parseInt(figures(node)[CONNECTIONS]);
    }

    /** {@code UP}, {@code DOWN}, {@code MAINT}, ... as HAProxy says it. */
    String status(String node) {
        return figures(node)[STATUS];
    }

    private String[] figures(String node) {
        return ask("show stat")
                .lines()
                .filter(line -> line.startsWith("nodes," + node + ","))
                .map(line -> line.split(","))
                .findFirst()
                .orElseThrow();
    }

    private String ask(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("run").resolve("haproxy.sock")));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(answer);
            return answer.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The certificate, and with it the key if it is wanted, as HAProxy reads them. */
    private static String pem(Path file, String password, boolean withKey)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
        String certificate = pem("CERTIFICATE", store.getCertificate("ams").getEncoded());
        return withKey
                ? certificate
                        + pem(
                                "PRIVATE KEY",
                                store.getKey("ams", password.toCharArray()).getEncoded())
                : certificate;
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    private static String page(Map.Entry<String, String> error) {
        return text("unavailable.http")
                .replace("${status}", error.getKey() + " " + error.getValue())
                .replace("\n", "\r\n");
    }

    private static String text(String name) {
        try (InputStream in = Balancer.class.getResourceAsStream("/haproxy/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
