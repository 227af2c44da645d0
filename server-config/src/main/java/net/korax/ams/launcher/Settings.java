package net.korax.ams.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the person at the command line or the environment has chosen. Options win over the environment, the environment over the
 * defaults. Everything listens on the loopback address unless {@code --bind} says otherwise.
 *
 * @param home where data, keys, mails and logs are kept
 * @param project the project's folder, with the built files
 * @param port of HTTPS
 * @param databasePort of the embedded PostgreSQL
 * @param smtpPort of the mail sink
 */
public record Settings(
        Path home,
        Path project,
        String bind,
        int port,
        int databasePort,
        int smtpPort,
        Map<String, String> environment) {

    private static final List<String> HANDED_ON = List.of(
            "staff.networks",
            "proxies",
            "looks-per-hour",
            "sso.issuer",
            "sso.client-id",
            "sso.client-secret-file",
            "sso.name");

    static Settings of(String[] options, Map<String, String> environment) {
        String home = environment.getOrDefault("AMS_HOME", ".ams");
        String bind = environment.getOrDefault("AMS_BIND", "127.0.0.1");
        int port = number("AMS_PORT", environment.getOrDefault("AMS_PORT", "8443"));
        int databasePort = number("AMS_PG_PORT", environment.getOrDefault("AMS_PG_PORT", "15432"));
        int smtpPort = number("AMS_SINK_PORT", environment.getOrDefault("AMS_SINK_PORT", "2525"));
        for (int i = 0; i < options.length; i += 2) {
            String value = i + 1 < options.length ? options[i + 1] : null;
            if (value == null) {
                throw new Failure("The option " + options[i] + " needs a value.");
            }
            switch (options[i]) {
                case "--port" -> port = number("--port", value);
                case "--home" -> home = value;
                case "--bind" -> bind = value;
                default -> throw new Failure("There is no option " + options[i] + "; ./ams help lists them.");
            }
        }
        Path project = Path.of(environment.getOrDefault("AMS_PROJECT", "."))
                .toAbsolutePath()
                .normalize();
        return new Settings(
                project.resolve(home), project, bind, port, databasePort, smtpPort, Map.copyOf(environment));
    }

    private static int number(String name, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0 && number < 65536) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Failure(name + " has to be a port number between 1 and 65535, not \"" + value + "\".");
    }

    /** What the server is told as it was given: {@code ams.proxies} for {@code AMS_PROXIES}, and so on. */
    Map<String, String> handedOn() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : HANDED_ON) {
            given("AMS_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                    .ifPresent(value -> properties.put("ams." + name, value));
        }
        return properties;
    }

    Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /** Whether an existing PostgreSQL is used instead of the embedded one. */
    boolean ownDatabase() {
        return given("AMS_DB_HOST").isEmpty();
    }

    String databaseHost() {
        return given("AMS_DB_HOST").orElse("127.0.0.1");
    }

    int databasePortInUse() {
        return ownDatabase()
                ? databasePort
                : number("AMS_DB_PORT", given("AMS_DB_PORT").orElse("5432"));
    }

    /**
     * Where the stores are, as the driver's address names it: {@code host:port}, or several of them with commas between, of which the one
     * that takes changes is the right one. A port is for all hosts, or there is one for each.
     */
    String databases() {
        if (ownDatabase()) {
            return databaseHost() + ":" + databasePort;
        }
        String[] hosts = databaseHost().strip().split("\\s*,\\s*");
        String[] ports = given("AMS_DB_PORT").orElse("5432").strip().split("\\s*,\\s*");
        if (ports.length != 1 && ports.length != hosts.length) {
            throw new Failure("AMS_DB_PORT has to be one port, or one for each host of AMS_DB_HOST.");
        }
        List<String> places = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            places.add(hosts[i] + ":" + number("AMS_DB_PORT", ports[ports.length == 1 ? 0 : i]));
        }
        return String.join(",", places);
    }

    boolean ownMail() {
        return given("AMS_SMTP_HOST").isEmpty();
    }

    String smtpHost() {
        return given("AMS_SMTP_HOST").orElse("127.0.0.1");
    }

    int smtpPortInUse() {
        return ownMail()
                ? smtpPort
                : number("AMS_SMTP_PORT", given("AMS_SMTP_PORT").orElse("25"));
    }

    /** Of the listener that the staff have for themselves; empty when they share the one of {@link #port}. */
    Optional<Integer> staffPort() {
        Optional<Integer> staffPort = given("AMS_STAFF_PORT").map(value -> number("AMS_STAFF_PORT", value));
        if (staffPort.filter(any -> any == port).isPresent()) {
            throw new Failure("AMS_STAFF_PORT has to be another port than " + port + ", which is for everybody.");
        }
        return staffPort;
    }

    /** Of the links for staff; empty when they share the listener of everybody. */
    Optional<String> staffBaseUrl() {
        return given("AMS_STAFF_BASE_URL").or(() -> staffPort().map(number -> "https://localhost:" + number));
    }

    /** Of the listener for monitors; empty when there is none. */
    Optional<Integer> watchPort() {
        return given("AMS_OPS_PORT").map(value -> number("AMS_OPS_PORT", value));
    }

    String staffBind() {
        return given("AMS_STAFF_BIND").orElse(bind);
    }

    String baseUrl() {
        return given("AMS_BASE_URL").orElse("https://localhost:" + port);
    }

    /** Whether the house begins with sample people; without them it begins empty, and its first operator comes by a token. */
    boolean samples() {
        String wanted = given("AMS_SAMPLES").orElse("yes");
        if (!wanted.equals("yes") && !wanted.equals("no")) {
            throw new Failure("AMS_SAMPLES has to be yes or no, not \"" + wanted + "\".");
        }
        return wanted.equals("yes");
    }

    /** The server that runs the EAR: Payara Micro, or one that {@code server-config} has a folder for. */
    String server() {
        return given("AMS_SERVER").orElse(MicroRuntime.NAME);
    }

    /** Home of the Java that the server runs on; that of the launcher unless set. */
    Path serverJava() {
        return Path.of(given("AMS_SERVER_JAVA").orElse(System.getProperty("java.home")));
    }

    /** The one file that ships. */
    Path ear() {
        Path ear = project.resolve("ear").resolve("target").resolve("ams.ear");
        if (!Files.exists(ear)) {
            throw new Failure("There is no " + ear + "; build it with mvn package.");
        }
        return ear;
    }

    /** The folder of the ledger of erasures, which no backup of the databases may bring back. */
    Path erasures() {
        return given("AMS_ERASURES")
                .map(folder -> project.resolve(folder).toAbsolutePath())
                .orElseGet(() -> home.resolve("erasures"));
    }

    Path mails() {
        return home.resolve("mail");
    }

    /** Where the signed checkpoints of the audit trail are written. */
    Path audit() {
        return given("AMS_AUDIT_FOLDER").map(folder -> project.resolve(folder)).orElseGet(() -> home.resolve("audit"));
    }

    Path log() {
        return home.resolve("log").resolve("server.log");
    }
}
