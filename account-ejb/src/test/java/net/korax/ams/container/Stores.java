package net.korax.ams.container;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The three databases past the product: as the superuser, who sees everything, or as one of the product's roles. The same class
 * works in the test's process and in the server, because both are told the address and the secret as system properties.
 */
public final class Stores {

    public static final List<String> ALL = List.of("core", "person", "vault");
    public static final String SUPERUSER = "postgres";
    static final String ADDRESS = "ams.it.database";
    static final String SECRET = "ams.it.secret";

    private static final Map<String, Connection> READING = new HashMap<>();

    private Stores() {}

    public static String password(String role) {
        return System.getProperty(SECRET) + "-" + role;
    }

    /** @param database name with its prefix, such as {@code ams_core} */
    public static Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(System.getProperty(ADDRESS) + database, role, password(role));
    }

    /** @param store {@code core}, {@code person} or {@code vault} */
    public static Connection superuser(String store) throws SQLException {
        return connect("ams_" + store, SUPERUSER);
    }

    /** Runs statements as the superuser, in one transaction. */
    public static void run(String store, String... statements) throws SQLException {
        try (Connection connection = superuser(store);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** The first column of a query's rows, as text. */
    public static synchronized List<String> column(String store, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = reading(store).createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** One connection a store for looking, kept open because each sign-in of PostgreSQL costs more than the look. */
    private static Connection reading(String store) throws SQLException {
        Connection open = READING.get(store);
        if (open == null || !open.isValid(1)) {
            open = superuser(store);
            READING.put(store, open);
        }
        return open;
    }

    public static long count(String store, String tableAndCondition) throws SQLException {
        return Long.parseLong(
                column(store, "select count(*) from " + tableAndCondition).get(0));
    }

    /** Runs statements as one of the product's roles, or as an owner whose rights the migrator takes on, in one transaction. */
    public static void runAs(String role, String store, String... statements) throws SQLException {
        boolean owner = role.endsWith("_owner");
        try (Connection connection = connect("ams_" + store, owner ? "ams_migrator" : role);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (owner) {
                statement.execute("set role " + role);
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** The role under which the product itself works in a store. */
    public static String runtimeRole(String store) {
        return "ams_" + store + "_app";
    }

    /** Tables of a store. */
    public static List<String> tables(String store) throws SQLException {
        return column(
                store,
                "select table_name from information_schema.tables"
                        + " where table_schema = 'ams' and table_type = 'BASE TABLE' order by 1");
    }
}
