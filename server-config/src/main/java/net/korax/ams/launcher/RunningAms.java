package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The whole house, running: key store, database, mail sink, server with the EAR. Started in this order and stopped in the reverse
 * one. For {@code ./ams run} and for the system tests, which use the same door.
 */
public final class RunningAms implements AutoCloseable {

    static final String ENVIRONMENT = "demo";
    private static final String MAIL_FROM = "noreply@korax.example";
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Settings settings;
    private final Secrets secrets;
    private HomeLock lock;
    private EmbeddedDatabase database;
    private MailSink mails;
    private Distribution distribution;
    private ServerProcess server;
    private Instant begun;
    private Duration startedAfter;
    private long memory;
    private Path firstOperatorToken;

    private RunningAms(Settings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.home());
    }

    /**
     * Starts everything.
     *
     * @param progress is told each step before it begins
     * @throws RuntimeException with one sentence when something keeps it from starting; what was started is stopped again
     */
    static RunningAms start(Settings settings, Consumer<String> progress) {
        RunningAms house = new RunningAms(settings);
        try {
            house.start(progress);
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /**
     * Starts everything in a folder of its own on free ports, for tests.
     *
     * @param environment what else is chosen, such as the server
     */
    public static RunningAms start(Path home, Path project, Map<String, String> environment) {
        Settings settings = new Settings(
                home.toAbsolutePath(),
                project.toAbsolutePath().normalize(),
                "127.0.0.1",
                Ports.free(),
                Ports.free(),
                Ports.free(),
                environment);
        return start(settings, step -> {});
    }

    private void start(Consumer<String> progress) {
        lock = HomeLock.hold(settings.home());
        LastServer.await(settings.home());
        Ports.requireFree(settings.bind(), settings.port(), "HTTPS", "--port");
        settings.staffPort()
                .ifPresent(port -> Ports.requireFree(settings.staffBind(), port, "the staff", "AMS_STAFF_PORT"));
        settings.watchPort().ifPresent(port -> Ports.requireFree(watchBind(), port, "monitors", "AMS_OPS_PORT"));
        progress.accept("Opening the key store");
        Map<String, String> properties = properties();
        if (settings.ownDatabase()) {
            progress.accept("Starting PostgreSQL");
            database = EmbeddedDatabase.start(settings.home(), settings.databasePort(), secrets.get("admin.password"));
        }
        progress.accept("Bringing the three stores up to date");
        Databases stores = new Databases(settings.databases(), this::password);
        if (settings.ownDatabase()) {
            stores.create(EmbeddedDatabase.SUPERUSER, secrets.get("admin.password"));
        } else {
            settings.given("AMS_DB_ADMIN_USER")
                    .ifPresent(admin -> stores.create(
                            admin, settings.given("AMS_DB_ADMIN_PASSWORD").orElse("")));
        }
        stores.migrate();
        stores.checkLogIns();
        if (!settings.samples()) {
            firstOperatorToken = new FirstOperatorToken(settings.home())
                    .keep(stores.hasStaff())
                    .orElse(null);
        }
        if (settings.ownMail()) {
            progress.accept("Starting the mail sink");
            mails = MailSink.start(settings.smtpPort(), settings.mails());
        }
        FirstPage firstPage = new FirstPage(settings.bind(), settings.port());
        if (settings.server().equals(MicroRuntime.NAME)) {
            progress.accept("Unpacking Payara Micro");
            MicroRuntime runtime = MicroRuntime.unpack(
                    settings.home(), settings.project().resolve("server-config").resolve("target"));
            startServer(progress, runtime.command(settings, values(), properties), Optional.empty());
        } else {
            progress.accept("Unpacking and configuring " + settings.server());
            distribution = Distribution.unpack(settings);
            distribution.configure(values(), properties);
            startServer(progress, distribution.command(), Optional.of(firstPage));
        }
        firstPage.await();
        startedAfter = Duration.between(begun, Instant.now());
        memory = server.memory();
        if (database != null) {
            database.outlive(server.handle().onExit());
        }
    }

    private void startServer(Consumer<String> progress, ProcessBuilder command, Optional<FirstPage> watch) {
        progress.accept("Starting the server with the EAR");
        begun = Instant.now();
        server = ServerProcess.start(settings, command, watch);
    }

    private Map<String, String> properties() {
        KeyStoreFile keys = KeyStoreFile.of(settings, secrets, ENVIRONMENT);
        Map<String, String> properties = new LinkedHashMap<>();
        if (settings.samples()) {
            properties.put("ams.profile", "demo");
        } else {
            properties.put(
                    "ams.accepted-risks", settings.given("AMS_ACCEPTED_RISKS").orElse(""));
            properties.put(
                    "ams.first-operator-token-file",
                    new FirstOperatorToken(settings.home()).file().toString());
        }
        properties.put("ams.environment", ENVIRONMENT);
        properties.put("ams.base-url", settings.baseUrl());
        properties.put("ams.erasures", settings.erasures().toString());
        properties.put("ams.mail.from", MAIL_FROM);
        properties.put("ams.gateway", "simulator");
        properties.put(
                "ams.outbound",
                settings.given("AMS_OUTBOUND")
                        .map(named -> named + "," + settings.smtpHost())
                        .orElse(settings.smtpHost()));
        properties.put("ams.audit.folder", settings.audit().toString());
        properties.put("ams.keystore.type", "PKCS12");
        properties.put("ams.keystore.path", keys.file().toString());
        properties.put("ams.keystore.password-file", keys.passwordFile().toString());
        settings.given("AMS_CUSTODY_KEYSTORE_PATH")
                .ifPresent(path -> properties.put(
                        "ams.custody.keystore.path",
                        Path.of(path).toAbsolutePath().toString()));
        settings.staffPort().ifPresent(port -> properties.put("ams.staff.port", Integer.toString(port)));
        settings.staffBaseUrl().ifPresent(url -> properties.put("ams.staff.base-url", url));
        properties.putAll(settings.handedOn());
        settings.watchPort().ifPresent(port -> properties.put("ams.ops.port", Integer.toString(port)));
        properties.put("ams.ops.bind", watchBind());
        properties.put("ams.log.folder", settings.log().getParent().toString());
        properties.put("javax.net.ssl.keyStore", tls().toString());
        properties.put("javax.net.ssl.keyStoreType", "PKCS12");
        properties.put("javax.net.ssl.keyStorePassword", secrets.get("tls.password"));
        properties.put("h2.bindAddress", "127.0.0.1");
        properties.put("java.net.preferIPv4Stack", "true");
        return properties;
    }

    /** The settings by which code that runs beside the server opens the same keys. */
    Map<String, String> keyProperties() {
        Map<String, String> keys = properties();
        keys.keySet().removeIf(name -> !name.matches("ams\\.(profile|environment|.*keystore\\..*)"));
        return keys;
    }

    private String watchBind() {
        return settings.given("AMS_OPS_BIND").orElse("127.0.0.1");
    }

    private Path tls() {
        return Certificate.of(settings.home(), secrets.get("tls.password"));
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("bind", settings.bind());
        values.put("staff.bind", settings.staffBind());
        settings.staffPort().ifPresent(port -> values.put("staff.port", Integer.toString(port)));
        boolean micro = settings.server().equals(MicroRuntime.NAME);
        if (!micro) {
            values.put("db.host", settings.databaseHost());
            values.put("db.port", Integer.toString(settings.databasePortInUse()));
        }
        for (String store : Databases.STORES) {
            if (micro) {
                values.put(
                        store + ".url",
                        ("jdbc:postgresql://" + settings.databases() + "/ams_" + store).replace(":", "\\:"));
            }
            values.put(store + ".password", password(store));
        }
        values.put("tls.path", tls().toString());
        values.put("tls.password", secrets.get("tls.password"));
        values.put("smtp.host", settings.smtpHost());
        values.put("smtp.port", Integer.toString(settings.smtpPortInUse()));
        values.put("mail.from", MAIL_FROM);
        return values;
    }

    /** The password of the migrator or of a store's role: given, or made at the first start. */
    private String password(String role) {
        return settings.given("AMS_DB_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD")
                .orElseGet(() -> secrets.get(role + ".password"));
    }

    /** The address of the first page, without a slash at its end. */
    public String baseUrl() {
        return settings.baseUrl();
    }

    /** The address of the staff's listener, if they have one for themselves. */
    Optional<String> staffUrl() {
        return settings.staffBaseUrl();
    }

    /** Whether the house began with sample people. */
    boolean hasSamples() {
        return settings.samples();
    }

    /** The file with the token of the first operator; empty when somebody works here. */
    Optional<Path> firstOperatorToken() {
        return Optional.ofNullable(firstOperatorToken);
    }

    /** The folder in which each mail is a file. */
    public Path mails() {
        return settings.mails();
    }

    public Path log() {
        return settings.log();
    }

    /** The folder of data, keys, mails and logs. */
    public Path home() {
        return settings.home();
    }

    /** A connection as superuser to the store {@code core}, {@code person} or {@code vault}; for tests that search everywhere. */
    public Connection superuser(String store) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + settings.databasePort() + "/ams_" + store,
                EmbeddedDatabase.SUPERUSER,
                secrets.get("admin.password"));
    }

    /** Of the launcher's own PostgreSQL. */
    public int databasePort() {
        return settings.databasePort();
    }

    /** The process of the server. */
    public ProcessHandle server() {
        return server.handle();
    }

    /** Waits until the server ends, and sees to its database meanwhile. */
    int await() throws InterruptedException {
        while (!server.endsWithin(LOOK)) {
            if (database != null) {
                database.revive();
            }
        }
        return server.await();
    }

    /** Version of the Java that the server runs on, such as {@code 17.0.15}; empty when it does not tell. */
    public String java() {
        try {
            return Files.readAllLines(settings.serverJava().resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("JAVA_VERSION=|\"", ""))
                    .findFirst()
                    .orElse("");
        } catch (IOException untold) {
            return "";
        }
    }

    /** How long it took from the start of the server's process to the first page. */
    public Duration startedAfter() {
        return startedAfter;
    }

    /** What the server held of the machine's memory after the first page, in KiB; 0 where the kernel does not tell. */
    public long memory() {
        return memory;
    }

    /** What the server holds of the machine's memory now, in KiB; 0 where the kernel does not tell. */
    public long memoryNow() {
        return server.memory();
    }

    /**
     * Takes the configuration out of the server again, when it has ended.
     *
     * @return the files that are not as they were in the fresh distribution
     */
    public List<String> restore() {
        return distribution == null ? List.of() : distribution.restore();
    }

    /** Kills the server as a power cut would. */
    public void killServer() {
        server.kill();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (mails != null) {
            mails.close();
        }
        if (database != null) {
            database.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
