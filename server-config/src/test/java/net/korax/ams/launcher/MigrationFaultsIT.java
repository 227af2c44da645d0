package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a migrator leaves that is killed at its work, on a real PostgreSQL. The statement at which it dies is drawn; {@code
 * ams.faults.rounds} says how often, {@code ams.faults.seed} repeats a run.
 */
class MigrationFaultsIT {

    private static final int ROUNDS = Integer.getInteger("ams.faults.rounds", 3);
    private static final long SEED = Long.getLong("ams.faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final int HELD = 4711;

    /** Everything that the tables of a store are, a line each; the note of what was migrated aside. */
    private static final String SHAPE = """
            select coalesce(string_agg(line, chr(10) order by line), '') from (
              select format('%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
                from information_schema.columns where table_schema = 'ams'
              union all select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where connamespace = 'ams'::regnamespace
              union all select indexdef from pg_indexes where schemaname = 'ams'
              union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'ams'::regnamespace
              union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
              union all select format('%s %s', oid::regclass, relacl) from pg_class where relnamespace = 'ams'::regnamespace
            ) as lines where line not like '%flyway_schema_history%'""";

    @TempDir
    private static Path home;

    private static int port;
    private static String password;
    private static Secrets secrets;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void begin() {
        Quiet.logging();
        System.out.println("ams.faults.seed=" + SEED);
        port = Ports.free();
        secrets = new Secrets(home);
        password = secrets.get("admin.password");
        database = EmbeddedDatabase.start(home, port, password);
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @Test
    @Tag("R18")
    void migratorThatIsKilled_leavesWholeMigrationsAlone_andTheNextOneFinishes() throws Exception {
        stores().create(EmbeddedDatabase.SUPERUSER, password);
        Map<String, Integer> statements = new HashMap<>();
        for (String store : Databases.STORES) {
            waitAt(store, 0);
        }
        stores().migrate();
        for (String store : Databases.STORES) {
            statements.put(store, Integer.parseInt(text(store, "select max(seen)::text from public.it_statement")));
        }
        Map<String, String> whole = shapes();
        for (int round = 0; round < ROUNDS; round++) {
            String store = Databases.STORES.get(RANDOM.nextInt(Databases.STORES.size()));
            int at = 1 + RANDOM.nextInt(statements.get(store));
            String moment = "killed at statement " + at + " of " + store;
            fresh();
            waitAt(store, at);

            killAtTheStop(store);

            String version = version(store);
            assertNotEquals(Databases.newestSchema(store), version, moment + ": a server would start on it");
            String left = shape(store);
            assertEquals(0, migrate().waitFor(), moment);
            assertEquals(whole, shapes(), moment);
            assertEquals(shapeOf(store, version), left, moment + ": more or less than the tables of " + version);
        }
    }

    /** Begins a migrator, and kills it when it has come to the statement that waits. */
    private static void killAtTheStop(String store) throws Exception {
        try (Connection holding = EmbeddedDatabase.connect(port, "ams_" + store, password)) {
            run(holding, "select pg_advisory_lock(" + HELD + ")");
            Process migrator = migrate();
            while (count(holding, "pg_locks where locktype = 'advisory' and objid = " + HELD + " and not granted")
                    == 0) {
                if (!migrator.isAlive()) {
                    throw new AssertionError("It did not come to the statement; code " + migrator.exitValue());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            migrator.destroyForcibly().waitFor();
        }
        try (Connection watching = EmbeddedDatabase.connect(port, "ams_" + store, password)) {
            while (count(watching, "pg_stat_activity where usename = 'ams_migrator'") > 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Counts the statements that change tables, and has the one of this number wait; 0 for none. */
    private static void waitAt(String store, int number) throws SQLException {
        try (Connection connection = EmbeddedDatabase.connect(port, "ams_" + store, password)) {
            run(
                    connection,
                    "create sequence public.it_number",
                    "create table public.it_statement (seen bigint)",
                    """
                    create function public.it_stop() returns event_trigger language plpgsql security definer as $$
                    declare number bigint := nextval('public.it_number'); begin
                      insert into public.it_statement values (number);
                      if number = %d then perform pg_advisory_lock(%d); end if; end $$""".formatted(number, HELD),
                    "create event trigger it_stop on ddl_command_end execute function public.it_stop()");
        }
    }

    /** The three stores as nobody has migrated them yet. */
    private static void fresh() throws SQLException {
        try (Connection connection = EmbeddedDatabase.connect(port, "postgres", password)) {
            for (String store : Databases.STORES) {
                run(connection, "drop database ams_" + store + " with (force)");
            }
        }
        stores().create(EmbeddedDatabase.SUPERUSER, password);
    }

    private static String shapeOf(String store, String version) throws SQLException {
        fresh();
        if (!version.isEmpty()) {
            Flyway.configure()
                    .dataSource(
                            Databases.address("127.0.0.1:" + port, "ams_" + store),
                            Databases.MIGRATOR,
                            secrets.get("migrator.password"))
                    .locations("classpath:db/" + store)
                    .defaultSchema("ams")
                    .createSchemas(false)
                    .initSql("set role " + Databases.owner(store) + "; set search_path = ams")
                    .target(version)
                    .load()
                    .migrate();
        }
        return shape(store);
    }

    private static Databases stores() {
        return new Databases("127.0.0.1", port, role -> secrets.get(role + ".password"));
    }

    private static Process migrate() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ams.class.getName(),
                        "migrate")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("migrate.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AMS_"));
        builder.environment()
                .putAll(Map.of(
                        "AMS_DB_HOST", "127.0.0.1",
                        "AMS_DB_PORT", Integer.toString(port),
                        "AMS_DB_MIGRATOR_PASSWORD", secrets.get("migrator.password")));
        return builder.start();
    }

    private static Map<String, String> shapes() throws SQLException {
        Map<String, String> shapes = new TreeMap<>();
        for (String store : Databases.STORES) {
            shapes.put(store, shape(store));
        }
        return shapes;
    }

    private static String shape(String store) throws SQLException {
        return text(store, SHAPE);
    }

    /** The last migration that a server would find; empty when there is none. */
    private static String version(String store) throws SQLException {
        boolean any = text(store, "select to_regclass('ams.flyway_schema_history')::text") != null;
        String version = any ? text(store, Databases.SCHEMA_VERSION) : null;
        return version == null ? "" : version;
    }

    private static String text(String store, String query) throws SQLException {
        try (Connection connection = EmbeddedDatabase.connect(port, "ams_" + store, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static long count(Connection connection, String tableAndCondition) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + tableAndCondition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
