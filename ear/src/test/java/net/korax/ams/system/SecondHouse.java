package net.korax.ams.system;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A house as {@code ./ams run} starts it: a launcher with its server and its database, each of them a process that can be killed. */
final class SecondHouse implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String RUNS = "Korax AMS runs";

    private final Path project;
    private final Path home;
    private final Path output;
    private final int port;
    private final String command;
    private final Map<String, String> environment;
    private Process launcher;

    SecondHouse(House beside) {
        this(beside, Map.of());
    }

    /** @param settings what else its operator has set */
    SecondHouse(House beside, Map<String, String> settings) {
        this(beside, "second-house", settings);
    }

    private SecondHouse(House beside, String name, Map<String, String> shared) {
        this(beside.project(), name, "run", free(), free(), shared);
    }

    private SecondHouse(
            Path project, String name, String command, int port, int databasePort, Map<String, String> shared) {
        this.project = project;
        this.command = command;
        this.port = port;
        home = project.resolve("ear").resolve("target").resolve(name);
        output = home.resolve("launcher.log");
        House.delete(home);
        environment = new HashMap<>(shared);
        environment.putAll(Map.of(
                "AMS_PROJECT", project.toString(),
                "AMS_HOME", home.toString(),
                "AMS_PORT", Integer.toString(port),
                "AMS_PG_PORT", Integer.toString(databasePort),
                "AMS_SINK_PORT", Integer.toString(free())));
    }

    /** A second server of the same house: its databases and its keys, a port of its own. */
    static SecondHouse nodeOf(House house) {
        Path home = house.ams().home();
        Map<String, String> shared = new HashMap<>();
        shared.put("AMS_DB_HOST", "127.0.0.1");
        shared.put("AMS_DB_PORT", databasePort(home));
        shared.put("AMS_KEYSTORE_PATH", home.resolve("keys").resolve("ams.p12").toString());
        Properties secrets = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("secrets.properties"))) {
            secrets.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String role : List.of("migrator", "core", "person", "vault")) {
            shared.put(
                    "AMS_DB_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD", secrets.getProperty(role + ".password"));
        }
        shared.put(
                "AMS_KEYSTORE_PASSWORD_FILE",
                home.resolve("keys").resolve("keystore.password").toString());
        return new SecondHouse(house, "second-node", shared);
    }

    /** A house without one beside it. */
    static SecondHouse alone(Map<String, String> settings) {
        return new SecondHouse(project(), "second-house", "run", free(), free(), settings);
    }

    /** Two servers behind a balancer, and a database with a replica. */
    static SecondHouse cluster() {
        int row = freeRow();
        return new SecondHouse(
                project(), "cluster", "cluster", row, row + 15, Map.of("AMS_STAFF_NETWORKS", "127.0.0.1/32"));
    }

    private static Path project() {
        return Path.of(System.getProperty("ams.project", "..")).toAbsolutePath();
    }

    private static String databasePort(Path home) {
        try {
            return Files.readAllLines(home.resolve("data").resolve("postmaster.pid"))
                    .get(3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    String baseUrl() {
        return "https://localhost:" + port;
    }

    void start() {
        try {
            Files.createDirectories(home);
            launcher = java(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Instant end = Instant.now().plus(PATIENCE);
        while (!said().contains(RUNS)) {
            if (!launcher.isAlive() || Instant.now().isAfter(end)) {
                throw new AssertionError("the second house did not start: " + said());
            }
            pause();
        }
    }

    /** How a command ended, and what it printed. */
    record Ran(int code, String output) {}

    /** Runs another command of the launcher beside it, or while it is down. */
    Ran run(String... command) {
        return run(Map.of(), command);
    }

    /** The same with other settings. */
    Ran run(Map<String, String> settings, String... command) {
        try {
            ProcessBuilder builder = java(command).redirectErrorStream(true);
            builder.environment().putAll(settings);
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder java(String... command) {
        Path built = project.resolve("server-config").resolve("target");
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                built.resolve("server-config.jar")
                        + java.io.File.pathSeparator
                        + built.resolve("lib").resolve("*"),
                "net.korax.ams.launcher.Ams"));
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().keySet().removeIf(name -> name.startsWith("AMS_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** What the launcher has printed since it was started. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle server() {
        return launcher.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("MicroServer"))
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    /** The postmaster, while it runs. */
    Optional<ProcessHandle> database() {
        Path pid = home.resolve("data").resolve("postmaster.pid");
        try (Stream<String> lines = Files.exists(pid) ? Files.lines(pid) : Stream.empty()) {
            return lines.findFirst()
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to one of its stores that sees and may do everything. */
    Connection superuser(String store) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + environment.get("AMS_PG_PORT") + "/ams_" + store,
                "postgres",
                secret("admin.password"));
    }

    /** Waits for the launcher to end by itself; its exit code. */
    int awaitEnd() {
        try {
            if (!launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the launcher goes on");
            }
            return launcher.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a power cut does: nobody has time to write anything. */
    void killEverything() {
        Stream<ProcessHandle> all = Stream.concat(
                Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants()),
                database().stream()
                        .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())));
        var victims = all.toList();
        victims.forEach(ProcessHandle::destroyForcibly);
        victims.forEach(victim -> victim.onExit().join());
    }

    @Override
    public void close() {
        if (launcher != null && launcher.isAlive()) {
            launcher.destroy();
            awaitEnd();
        }
        database().ifPresent(ProcessHandle::destroy);
    }

    int port() {
        return port;
    }

    int databasePort() {
        return Integer.parseInt(environment.get("AMS_PG_PORT"));
    }

    String secret(String name) {
        Properties secrets = new Properties();
        try (Reader in = Files.newBufferedReader(home.resolve("secrets.properties"))) {
            secrets.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(name);
    }

    /** The first of twenty free ports, below those that the kernel gives away. */
    private static int freeRow() {
        for (int tries = 0; tries < 100; tries++) {
            int row = 20_000 + ThreadLocalRandom.current().nextInt(500) * 20;
            if (IntStream.range(row, row + 20).allMatch(SecondHouse::isFree)) {
                return row;
            }
        }
        throw new IllegalStateException("there are no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
