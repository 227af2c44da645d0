package net.korax.ams.launcher;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The three stores: roles, databases and schemas as {@code server-config/database/roles.sql} says, made when they are missing, and
 * migrated by the migrator as their owners.
 */
final class Databases {

    static final List<String> STORES = List.of("core", "person", "vault");
    static final String MIGRATOR = "ams_migrator";

    private final String address;
    private final Secrets secrets;

    Databases(String host, int port, Secrets secrets) {
        this.address = "jdbc:postgresql://" + host + ":" + port + "/";
        this.secrets = secrets;
    }

    /** Makes what is missing, as a superuser. */
    void create(String admin, String adminPassword) {
        try (Connection connection = DriverManager.getConnection(address + "postgres", admin, adminPassword)) {
            login(connection, MIGRATOR, secrets.get("migrator.password"));
            for (String store : STORES) {
                role(connection, owner(store), "nologin");
                login(connection, app(store), secrets.get(store + ".password"));
                run(connection, "grant " + owner(store) + " to " + MIGRATOR);
                if (!exists(connection, "select 1 from pg_database where datname = 'ams_" + store + "'")) {
                    run(connection, "create database ams_" + store + " owner " + owner(store));
                }
                run(connection, "revoke all on database ams_" + store + " from public");
                run(connection, "grant connect on database ams_" + store + " to " + app(store) + ", " + MIGRATOR);
                run(connection, "alter database ams_" + store + " set search_path = ams");
            }
        } catch (SQLException e) {
            throw new Failure("The databases could not be made: " + e.getMessage() + ".", e);
        }
        for (String store : STORES) {
            try (Connection connection = DriverManager.getConnection(address + "ams_" + store, admin, adminPassword)) {
                run(connection, "create schema if not exists ams authorization " + owner(store));
                run(connection, "grant usage on schema ams to " + app(store));
                run(connection, "revoke all on schema public from public");
            } catch (SQLException e) {
                throw new Failure("The schema of ams_" + store + " could not be made: " + e.getMessage() + ".", e);
            }
        }
    }

    /** Brings each store to the newest version, as its owner. */
    void migrate(String migrator, String migratorPassword) {
        for (String store : STORES) {
            try {
                Flyway.configure()
                        .dataSource(address + "ams_" + store, migrator, migratorPassword)
                        .locations("classpath:db/" + store)
                        .defaultSchema("ams")
                        .createSchemas(false)
                        .initSql("set role " + owner(store) + "; set search_path = ams")
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new Failure(
                        "The store ams_" + store + " could not be brought up to date: "
                                + e.getMessage().lines().findFirst().orElse("") + ".",
                        e);
            }
        }
    }

    private void login(Connection connection, String name, String password) throws SQLException {
        role(connection, name, "login noinherit");
        run(connection, "alter role " + name + " password '" + password + "'");
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
