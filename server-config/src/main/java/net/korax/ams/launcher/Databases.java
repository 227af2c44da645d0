package net.korax.ams.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The three stores: roles, databases and schemas as {@code server-config/database/roles.sql} says, made when they are missing, and
 * migrated by the migrator as their owners.
 */
final class Databases {

    static final List<String> STORES = List.of("core", "person", "vault");
    static final String MIGRATOR = "ams_migrator";

    /** Reads the audit trail and nothing else. */
    static final String AUDIT_READER = "ams_audit_reader";

    /** Which migration a store has come to. */
    static final String SCHEMA_VERSION = "select version from ams.flyway_schema_history"
            + " where success and version is not null order by installed_rank desc limit 1";

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.*\\.sql");

    private final String place;
    private final UnaryOperator<String> passwords;

    /** @param passwords by name: {@code migrator}, {@code core}, {@code person}, {@code vault}, {@code audit} */
    Databases(String host, int port, UnaryOperator<String> passwords) {
        this(host + ":" + port, passwords);
    }

    /** @param place as {@link Settings#databases} says */
    Databases(String place, UnaryOperator<String> passwords) {
        this.place = place;
        this.passwords = passwords;
    }

    /** Makes what is missing, as a superuser. */
    void create(String admin, String adminPassword) {
        try (Connection connection = connect("postgres", admin, adminPassword)) {
            login(connection, MIGRATOR, passwords.apply("migrator"));
            login(connection, AUDIT_READER, passwords.apply("audit"));
            for (String store : STORES) {
                role(connection, owner(store), "nologin");
                login(connection, app(store), passwords.apply(store));
                // A server that sleeps in the middle of a transaction keeps others from the rows for so long.
                run(connection, "alter role " + app(store) + " set idle_in_transaction_session_timeout = '60s'");
                // Nothing that a page asks is large enough to be worth starting helpers for, which takes longer than
                // the answer.
                run(connection, "alter role " + app(store) + " set max_parallel_workers_per_gather = 0");
                run(connection, "grant " + owner(store) + " to " + MIGRATOR);
                if (!exists(connection, "select 1 from pg_database where datname = 'ams_" + store + "'")) {
                    run(connection, "create database ams_" + store + " owner " + owner(store));
                }
                run(connection, "revoke all on database ams_" + store + " from public");
                run(connection, "grant connect on database ams_" + store + " to " + app(store) + ", " + MIGRATOR);
                run(connection, "alter database ams_" + store + " set search_path = ams");
            }
            run(connection, "grant connect on database ams_core to " + AUDIT_READER);
        } catch (SQLException e) {
            throw new Failure("The databases could not be made: " + reason(e, admin, "AMS_DB_ADMIN_PASSWORD"), e);
        }
        for (String store : STORES) {
            try (Connection connection = connect("ams_" + store, admin, adminPassword)) {
                run(connection, "create schema if not exists ams authorization " + owner(store));
                run(connection, "grant usage on schema ams to " + app(store));
                run(connection, "revoke all on schema public from public");
                if (store.equals("core")) {
                    run(connection, "grant usage on schema ams to " + AUDIT_READER);
                }
            } catch (SQLException e) {
                throw new Failure(
                        "The schema of ams_" + store + " could not be made: "
                                + reason(e, admin, "AMS_DB_ADMIN_PASSWORD"),
                        e);
            }
        }
    }

    /** Brings each store to the newest version, as its owner. */
    void migrate() {
        for (String store : STORES) {
            try (Connection reachable = connect("ams_" + store, MIGRATOR, passwords.apply("migrator"))) {
                reachable.isValid(2);
                Flyway.configure()
                        .dataSource(address("ams_" + store), MIGRATOR, passwords.apply("migrator"))
                        .locations("classpath:db/" + store)
                        .defaultSchema("ams")
                        .createSchemas(false)
                        .initSql("set role " + owner(store) + "; set search_path = ams")
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new Failure(
                        "The store ams_" + store + " could not be brought up to date: " + sentence(e.getMessage()), e);
            } catch (SQLException e) {
                throw new Failure(
                        "The store ams_" + store + " cannot be opened: "
                                + reason(e, MIGRATOR, "AMS_DB_MIGRATOR_PASSWORD"),
                        e);
            }
        }
    }

    /** The migration that a store comes to with this product. */
    static String newestSchema(String store) {
        try {
            URI migrations = Databases.class.getResource("/db/" + store).toURI();
            if (!migrations.getScheme().equals("jar")) {
                return newest(Path.of(migrations));
            }
            try (FileSystem jar = FileSystems.newFileSystem(migrations, Map.of())) {
                return newest(jar.getPath("/db/" + store));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> MIGRATION.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(migration -> migration.group(1))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /** Signs in as the server will: better a sentence here than a server that does not start. */
    void checkLogIns() {
        for (String store : STORES) {
            try (Connection connection = connect("ams_" + store, app(store), passwords.apply(store))) {
                connection.isValid(2);
            } catch (SQLException e) {
                throw new Failure(
                        "The store ams_" + store + " cannot be opened: "
                                + reason(e, app(store), "AMS_DB_" + store.toUpperCase(Locale.ROOT) + "_PASSWORD"),
                        e);
            }
        }
    }

    /** Whether a member of staff is known to the house. */
    boolean hasStaff() {
        try (Connection connection = connect("ams_core", app("core"), passwords.apply("core"))) {
            return exists(connection, "select 1 from ams.app_user where audience = 'STAFF' limit 1");
        } catch (SQLException e) {
            throw new Failure("The store ams_core cannot be read: " + sentence(e.getMessage()), e);
        }
    }

    private String reason(SQLException e, String role, String variable) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("08")) {
            return "no PostgreSQL answers at " + place + "; check AMS_DB_HOST and AMS_DB_PORT.";
        }
        if (state.startsWith("28")) {
            return "PostgreSQL at " + place + " does not let " + role + " in; check the password in " + variable
                    + " (and AMS_DB_ADMIN_USER for the first start).";
        }
        if (state.equals("3D000")) {
            return "there is no such database at " + place
                    + "; give AMS_DB_ADMIN_USER and AMS_DB_ADMIN_PASSWORD to have"
                    + " it made, or make it with server-config/database/roles.sql.";
        }
        return sentence(e.getMessage());
    }

    private static String sentence(String text) {
        return text.lines().findFirst().orElse("").replaceFirst("\\.*$", ".");
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(address(database), role, password);
    }

    private String address(String database) {
        return address(place, database);
    }

    /** Of several servers the one that takes changes; which it is, is asked anew after two seconds. */
    static String address(String place, String database) {
        return "jdbc:postgresql://" + place + "/" + database
                + "?targetServerType=primary&hostRecheckSeconds=2&connectTimeout=10";
    }

    private void login(Connection connection, String name, String password) throws SQLException {
        role(connection, name, "login noinherit");
        run(connection, "alter role " + name + " password '" + password.replace("'", "''") + "'");
    }

    private static void role(Connection connection, String name, String kind) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = '" + name + "'")) {
            run(connection, "create role " + name + " " + kind);
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String owner(String store) {
        return "ams_" + store + "_owner";
    }

    static String app(String store) {
        return "ams_" + store + "_app";
    }
}
