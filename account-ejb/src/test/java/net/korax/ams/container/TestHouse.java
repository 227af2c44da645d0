package net.korax.ams.container;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;
import org.flywaydb.core.Flyway;

/**
 * What stands around the server in the integration tests: a PostgreSQL of its own with the product's roles, databases and
 * migrations, a mail sink and a fresh key store. One a test run, in {@code target/it}, which is emptied first.
 */
final class TestHouse {

    static final String ENVIRONMENT = "it";
    static final String MAILS = "ams.it.mails";
    static final Path HOME = Path.of("target", "it").toAbsolutePath();

    private static TestHouse open;

    private final int databasePort;
    private final int mailPort;
    private final int bouncePort;
    private final int httpPort;

    private TestHouse() throws IOException, SQLException {
        delete(HOME);
        Files.createDirectories(HOME);
        String secret = UUID.randomUUID().toString();
        databasePort = freePort();
        System.setProperty(Stores.ADDRESS, "jdbc:postgresql://127.0.0.1:" + databasePort + "/");
        System.setProperty(Stores.SECRET, secret);
        System.setProperty(MAILS, HOME.resolve("mail").toString());
        startDatabase();
        SqlScript.resource("/database/roles.sql", passwords()).run();
        Stores.ALL.forEach(TestHouse::migrate);
        mailPort = MailSink.open(HOME.resolve("mail")).port();
        bouncePort = openBounceMailbox();
        Files.writeString(HOME.resolve("keystore.password"), secret);
        KeyStores.createPkcs12(HOME.resolve("keys.p12"), secret.toCharArray(), ENVIRONMENT, KeyDomain.values());
        httpPort = freePort();
    }

    /** The one house of this run, built when first asked for. */
    static synchronized TestHouse open() {
        if (open == null) {
            try {
                open = new TestHouse();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("The test house could not be built.", e);
            }
        }
        return open;
    }

    int httpPort() {
        return httpPort;
    }

    /** System properties of the server. */
    Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("ams.profile", "demo"),
                Map.entry("ams.environment", ENVIRONMENT),
                Map.entry("ams.base-url", "https://localhost:8443"),
                Map.entry("ams.keystore.type", "PKCS12"),
                Map.entry("ams.keystore.path", HOME.resolve("keys.p12").toString()),
                Map.entry(
                        "ams.keystore.password-file",
                        HOME.resolve("keystore.password").toString()),
                Map.entry("ams.erasures", HOME.resolve("erasures").toString()),
                Map.entry("ams.mail.from", "ams@korax.example"),
                Map.entry("ams.bounce.address", BounceBox.ADDRESS),
                Map.entry("ams.bounce.imap.host", "127.0.0.1"),
                Map.entry(BounceBox.PORT, Integer.toString(bouncePort)),
                Map.entry("ams.bounce.imap.user", BounceBox.ADDRESS),
                Map.entry(
                        "ams.bounce.imap.password-file",
                        HOME.resolve("bounce.password").toString()),
                Map.entry("ams.bounce.imap.security", "none"),
                Map.entry("ams.gateway", "simulator"),
                // Few people play the staff in all tests; the one about the limit sets its own.
                Map.entry("ams.looks-per-hour", "10000"),
                Map.entry("ams.audit.folder", HOME.resolve("audit").toString()),
                Map.entry("ams.audit.checkpoint-entries", "25"),
                Map.entry(Stores.ADDRESS, System.getProperty(Stores.ADDRESS)),
                Map.entry(Stores.SECRET, System.getProperty(Stores.SECRET)),
                Map.entry(MAILS, System.getProperty(MAILS)),
                Map.entry("h2.bindAddress", "127.0.0.1"));
    }

    /** The server's boot commands: as the launcher's, on a port of the test's own. */
    Path preBoot() throws IOException {
        return Files.writeString(
                HOME.resolve("preboot.txt"),
                "set configs.config.server-config.network-config.network-listeners.network-listener"
                        + ".http-listener.address=127.0.0.1\n");
    }

    Path postBoot() throws IOException {
        String pools = Stores.ALL.stream().map(this::pool).collect(Collectors.joining());
        return Files.writeString(
                HOME.resolve("postboot.txt"),
                pools
                        + "create-javamail-resource --mailhost 127.0.0.1 --mailuser ams --fromaddress ams@korax.example"
                        + " --property mail-smtp-port=" + mailPort + " mail/ams\n");
    }

    private String pool(String store) {
        String role = "ams_" + store + "_app";
        return "create-jdbc-connection-pool --datasourceclassname org.postgresql.ds.PGSimpleDataSource"
                + " --restype javax.sql.DataSource --steadypoolsize 4 --maxpoolsize 32 --maxwait 10000"
                + " --property user=" + role + ":password=" + Stores.password(role)
                + ":serverName=127.0.0.1:portNumber="
                + databasePort + ":databaseName=ams_" + store + ":logServerErrorDetail=false ams_" + store + "\n"
                + "create-jdbc-resource --connectionpoolid ams_" + store + " jdbc/ams_" + store + "\n";
    }

    /** A real IMAP server with one mailbox. */
    private static int openBounceMailbox() throws IOException {
        Files.writeString(HOME.resolve("bounce.password"), BounceBox.PASSWORD);
        ServerSetup setup = new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        setup.setServerStartupTimeout(10000);
        GreenMail server = new GreenMail(setup);
        server.setUser(BounceBox.ADDRESS, BounceBox.PASSWORD);
        server.start();
        return setup.getPort();
    }

    private void startDatabase() throws IOException {
        Path passwordFile = Files.writeString(HOME.resolve("initdb"), Stores.password(Stores.SUPERUSER));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(HOME.resolve("data"))
                .setOverrideWorkingDirectory(HOME.resolve("bin").toFile())
                .setPort(databasePort)
                .setServerConfig("max_connections", "200")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", Stores.password(Stores.SUPERUSER))
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-database"));
    }

    private static Map<String, String> passwords() {
        return Map.of(
                "core_password", Stores.password("ams_core_app"),
                "person_password", Stores.password("ams_person_app"),
                "vault_password", Stores.password("ams_vault_app"),
                "migrator_password", Stores.password("ams_migrator"),
                "audit_password", Stores.password("ams_audit_reader"));
    }

    /** As the launcher does: by the migrator, as the owner. */
    private static void migrate(String store) {
        Flyway.configure()
                .dataSource(
                        System.getProperty(Stores.ADDRESS) + "ams_" + store,
                        "ams_migrator",
                        Stores.password("ams_migrator"))
                .locations("classpath:db/" + store)
                .defaultSchema("ams")
                .createSchemas(false)
                .initSql("set role ams_" + store + "_owner; set search_path = ams")
                .load()
                .migrate();
    }

    private static int freePort() throws IOException {
        String[] range = System.getProperty("ams.it.ports", "16200-16299").split("-");
        for (int port = Integer.parseInt(range[0]); port <= Integer.parseInt(range[1]); port++) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IOException("No port is free between " + String.join(" and ", List.of(range)) + ".");
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
