package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.korax.ams.shared.Time;

/**
 * Two PostgreSQL of the launcher: a primary, and a replica that has written down each change before it is acknowledged (synchronous
 * commit). A note in the house's folder says which is the primary. A replica is made of a backup of the primary; what was the primary
 * before is put aside and made anew, because it may hold changes that nobody was told of.
 */
final class DatabasePair implements AutoCloseable {

    /** Role, slot and name of the replica. */
    private static final String REPLICA = "ams_replica";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> NAMES = List.of("db-1", "db-2");

    private final Settings settings;
    private final Secrets secrets;
    private final Databases stores;
    private final EmbeddedDatabase[] running = new EmbeddedDatabase[NAMES.size()];
    private final HomeLock[] locks = new HomeLock[NAMES.size()];
    private final CompletableFuture<Void> unused = new CompletableFuture<>();
    private int primary;
    private boolean paired;

    private DatabasePair(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.stores = new Databases(place(), name -> secrets.get(name + ".password"));
    }

    /**
     * Starts both; a change is acknowledged by both from then on.
     *
     * @param settings the port of the first; the second has the next one
     */
    static DatabasePair start(Settings settings, Secrets secrets, Consumer<String> progress) {
        DatabasePair pair = new DatabasePair(settings, secrets);
        try {
            progress.accept("Starting PostgreSQL");
            pair.begin();
            progress.accept("Starting its replica");
            pair.attach();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** Both, as {@link Settings#databases} says. */
    String place() {
        return "127.0.0.1:" + port(0) + ",127.0.0.1:" + port(1);
    }

    int port(int which) {
        return settings.databasePort() + which;
    }

    /** Which is the primary, and how far the other one is, in a sentence. */
    synchronized String state() {
        String replica = paired ? answer("select coalesce(max(sync_state), 'away') from pg_stat_replication") : "none";
        return NAMES.get(primary) + " (port " + port(primary) + ") is the primary, its replica is " + replica;
    }

    private void begin() {
        try {
            for (int which = 0; which < NAMES.size(); which++) {
                Files.createDirectories(folder(which));
                locks[which] = HomeLock.hold(folder(which));
            }
            Path note = note();
            primary = Files.exists(note) ? NAMES.indexOf(Files.readString(note).strip()) : 0;
        } catch (IOException e) {
            throw new Failure("The folders of PostgreSQL cannot be made: " + Secrets.reason(e) + ".", e);
        }
        launch(primary);
        if (Files.exists(data(primary).resolve("standby.signal"))) {
            // Somebody promoted it and died over it.
            answer("select pg_promote(true, 60)");
        }
    }

    private void launch(int which) {
        running[which] = EmbeddedDatabase.start(folder(which), port(which), password());
        running[which].outlive(unused);
    }

    /** Makes the replica if there is none, starts it, and has the primary wait for it from then on. */
    private void attach() {
        int replica = 1 - primary;
        if (!Files.exists(data(replica).resolve("standby.signal"))) {
            make(replica);
        }
        launch(replica);
        until("streaming", "select coalesce(max(state), '') from pg_stat_replication");
        change("alter system set synchronous_standby_names = '" + REPLICA + "'");
        until("sync", "select coalesce(max(sync_state), '') from pg_stat_replication");
        paired = true;
        stores.create(EmbeddedDatabase.SUPERUSER, password());
    }

    private void make(int replica) {
        // Nobody could confirm a change yet.
        change("alter system reset synchronous_standby_names");
        stores.create(EmbeddedDatabase.SUPERUSER, password());
        stores.migrate();
        String role = secrets.get("replica.password");
        change(
                "do $$ begin if not exists (select from pg_roles where rolname = '" + REPLICA + "') then create role "
                        + REPLICA + " login replication; end if; end $$",
                "alter role " + REPLICA + " password '" + role + "'",
                "select pg_create_physical_replication_slot('" + REPLICA + "', true) where not exists"
                        + " (select from pg_replication_slots where slot_name = '" + REPLICA + "')");
        Path copy = folder(replica).resolve("copy");
        Settings from = new Settings(
                folder(primary), settings.project(), "127.0.0.1", settings.port(), port(primary), 1, Map.of());
        try {
            if (Files.exists(data(replica))) {
                Files.move(
                        data(replica),
                        folder(replica).resolve("data.before-" + Time.now().getEpochSecond()));
            }
            MicroRuntime.delete(copy);
            BackupFolder backup = new BackupFolder(copy);
            new Backup(from, password(), backup).take();
            backup.copyDataTo(data(replica));
            MicroRuntime.delete(copy);
            Files.writeString(
                    data(replica).resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + port(primary) + " user=" + REPLICA + " password="
                            + role + " application_name=" + REPLICA + "'\nprimary_slot_name = '" + REPLICA + "'\n");
            Secrets.writePrivately(data(replica).resolve("standby.signal"), "");
        } catch (IOException e) {
            throw new Failure("The replica cannot be made: " + Secrets.reason(e) + ".", e);
        }
    }

    /**
     * Makes the replica the primary, when what was the primary is stopped for sure, and makes of that a new replica. In between changes
     * are held by one alone.
     */
    synchronized void promote(Consumer<String> tell) {
        if (!paired) {
            throw new Failure("There is no replica that has everything; wait until it is made.");
        }
        paired = false;
        int before = primary;
        tell.accept("Stopping " + NAMES.get(before) + ", if it still runs.");
        fence(before);
        Secrets.writePrivately(note(), NAMES.get(1 - before));
        primary = 1 - before;
        if (!answer("select pg_promote(true, 60)").equals("t")) {
            throw new Failure("PostgreSQL did not promote " + NAMES.get(primary) + "; see its log.");
        }
        tell.accept(NAMES.get(primary) + " (port " + port(primary) + ") takes changes, by itself for now.");
        attach();
        tell.accept(NAMES.get(before) + " follows it as its replica; changes are acknowledged by both again.");
    }

    /** Nobody writes to it any more: in order if it can, else at once. */
    private void fence(int which) {
        Stream<ProcessHandle> postmaster = postmaster(which);
        running[which].close();
        postmaster.forEach(left -> {
            left.destroyForcibly();
            left.onExit().join();
        });
    }

    private Stream<ProcessHandle> postmaster(int which) {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data(which).resolve("postmaster.pid")).get(0));
            return ProcessHandle.of(pid).stream()
                    .filter(found -> found.info().command().orElse("").endsWith("postgres"));
        } catch (IOException | NumberFormatException stopped) {
            return Stream.empty();
        }
    }

    private void until(String wanted, String query) {
        Instant end = Time.now().plus(PATIENCE);
        while (!answer(query).equals(wanted)) {
            if (Time.now().isAfter(end)) {
                throw new Failure("The replica does not follow; see " + folder(1 - primary) + ".");
            }
            Cluster.pause(200);
        }
    }

    private String answer(String query) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new Failure("PostgreSQL on port " + port(primary) + " does not answer: " + e.getMessage() + ".", e);
        }
    }

    /** Changes the primary, and has it read its settings again. */
    private void change(String... statements) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new Failure("The primary cannot be set up for a replica: " + e.getMessage() + ".", e);
        }
    }

    private Connection superuser() throws SQLException {
        return EmbeddedDatabase.connect(port(primary), "postgres", password());
    }

    private String password() {
        return secrets.get("admin.password");
    }

    private Path folder(int which) {
        return settings.home().resolve(NAMES.get(which));
    }

    private Path data(int which) {
        return folder(which).resolve("data");
    }

    private Path note() {
        return settings.home().resolve("primary");
    }

    /** The primary first: what it wrote last still reaches the replica. */
    @Override
    public synchronized void close() {
        unused.complete(null);
        for (int which : new int[] {primary, 1 - primary}) {
            if (running[which] != null) {
                running[which].close();
            }
            if (locks[which] != null) {
                locks[which].close();
            }
        }
    }
}
