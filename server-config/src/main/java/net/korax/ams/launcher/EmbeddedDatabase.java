package net.korax.ams.launcher;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The PostgreSQL that comes with the launcher. Its data stay across runs; it is durable ({@code fsync} and
 * {@code synchronous_commit} on, which the library switches off by default) and asks every role for its password. A server left
 * over from a killed launcher is taken over, because the data folder belongs to one port for good; one that has fallen is started again.
 */
final class EmbeddedDatabase implements AutoCloseable {

    static final String SUPERUSER = "postgres";
    static final String MAJOR = "18";
    private static final int TRIES = 4;

    /** Longer than a server is given to end. */
    private static final int PATIENCE_SECONDS = 45;

    private final EmbeddedPostgres server;
    private final Path data;
    private volatile CompletableFuture<?> lastUser = CompletableFuture.completedFuture(null);
    private boolean closed;

    private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAfterItsUser, "database-closer"));
    }

    static EmbeddedDatabase start(Path home, int port, String password) {
        Path data = home.resolve("data");
        checkVersion(data);
        if (!Files.exists(data.resolve("PG_VERSION")) || !isOurs(port, password)) {
            Ports.requireFree("127.0.0.1", port, "PostgreSQL", "AMS_PG_PORT");
        }
        IOException last = null;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                EmbeddedDatabase database = new EmbeddedDatabase(launch(home, data, port, password), data);
                database.requireDurable(port, password);
                return database;
            } catch (IOException e) {
                last = e;
                pause();
            } catch (IllegalStateException e) {
                last = new IOException(e);
                pause();
            }
        }
        throw new Failure(
                "PostgreSQL did not start; see " + home.resolve("data") + " and " + home.resolve("log") + ".", last);
    }

    /**
     * Sees to it that the database of a house can be asked: that of one which runs is, that of one which does not is started for the time.
     *
     * @return what stops it again, if it had to be started
     */
    static Runnable open(Settings settings, String password) {
        if (!settings.ownDatabase()) {
            return () -> {};
        }
        HomeLock lock;
        try {
            lock = HomeLock.hold(settings.home());
        } catch (Failure running) {
            return () -> {};
        }
        EmbeddedDatabase database = start(settings.home(), settings.databasePort(), password);
        return () -> {
            database.close();
            lock.close();
        };
    }

    private static EmbeddedPostgres launch(Path home, Path data, int port, String password) throws IOException {
        Path sockets = Files.createDirectories(home.resolve("run"));
        Path passwordFile = home.resolve("run").resolve("initdb");
        Files.writeString(passwordFile, password);
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setOverrideWorkingDirectory(home.resolve("bin").toFile())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "150")
                    .setServerConfig("shared_buffers", buffers() + "MB")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", socketDirectory(sockets))
                    // Counts statements, without what is in them: for whoever looks for a slow one.
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("log_statement", "none")
                    .setServerConfig("log_min_error_statement", "panic")
                    .setServerConfig("log_parameter_max_length", "0")
                    .setServerConfig("log_parameter_max_length_on_error", "0")
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setConnectConfig("password", password)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .start();
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /** Megabytes that it keeps of its files: a sixteenth of the machine's memory, at least what PostgreSQL takes by itself and at most a thousand. */
    private static long buffers() {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() >> 20
                : 0;
        return Math.min(Math.max(memory / 16, 128), 1000);
    }

    /** The address of a Unix socket is at most 107 bytes long; in a deeper folder there is none. */
    private static String socketDirectory(Path sockets) {
        return sockets.toString().length() > 80 ? "" : sockets.toString();
    }

    private static void checkVersion(Path data) {
        try {
            Path version = data.resolve("PG_VERSION");
            if (Files.exists(version) && !Files.readString(version).strip().equals(MAJOR)) {
                throw new Failure("The data in " + data + " belong to PostgreSQL "
                        + Files.readString(version).strip() + ", this is " + MAJOR
                        + "; move them away, or upgrade them with pg_upgrade.");
            }
        } catch (IOException e) {
            throw new Failure("The data in " + data + " cannot be read.", e);
        }
    }

    private static boolean isOurs(int port, String password) {
        try (Connection connection = connect(port, password)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void requireDurable(int port, String password) throws IOException {
        try (Connection connection = connect(port, password);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        "select current_setting('fsync') || current_setting('synchronous_commit')")) {
            answer.next();
            if (!answer.getString(1).equals("onon")) {
                throw new Failure("PostgreSQL on port " + port + " is not durable (fsync, synchronous_commit).");
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static Connection connect(int port, String password) throws SQLException {
        return connect(port, "postgres", password);
    }

    /** As superuser. */
    static Connection connect(int port, String database, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, password);
    }

    private static void pause() {
        try {
            Thread.sleep(1500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The database goes down after its users have ended, also when the launcher is told to end: whatever has to be done at its end runs
     * beside everything else that has, and a server writes until its last moment.
     */
    void outlive(CompletableFuture<?> users) {
        lastUser = users;
    }

    /**
     * Gets it up again when it has fallen and could not by itself, as over a full disk. As long as it cannot be, nothing happens: the next
     * call tries again.
     */
    synchronized void revive() {
        if (closed || isUp()) {
            return;
        }
        try {
            new ProcessBuilder(restart())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // it stays down until the next call
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As root it is nobody, as the library has it: PostgreSQL does not run as root. */
    private List<String> restart() throws IOException {
        // The first word of what it was started with is the programme itself.
        String postgres = Files.readString(data.resolve("postmaster.opts")).split(" ")[0];
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                Path.of(postgres).resolveSibling("pg_ctl").toString(),
                "restart",
                "--silent",
                "--pgdata",
                data.toString(),
                "--timeout",
                Integer.toString(PATIENCE_SECONDS)));
        return command;
    }

    private boolean isUp() {
        try {
            String postmaster =
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(postmaster.strip())).isPresent();
        } catch (IOException | RuntimeException noneThere) {
            return false;
        }
    }

    private void closeAfterItsUser() {
        try {
            lastUser.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it goes down without
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new Failure("PostgreSQL did not stop.", e);
        }
    }
}
