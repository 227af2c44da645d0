package net.korax.ams.system;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.korax.ams.launcher.RunningAms;

/** The three databases, seen by the superuser: for tests that look for what must not be there, or make time pass. */
record Stores(RunningAms ams) {

    static final List<String> NAMES = List.of("core", "person", "vault");

    /** One number out of one store. */
    long count(String store, String sql) {
        try (Connection connection = ams.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How many refusals the trail holds, each counted once: the sequencer moves an entry in two steps, so that it may stand in the outbox and
     * in the chain at the same time.
     */
    static long refusals(Connection core, String condition) throws SQLException {
        String refused = " where outcome = 'REFUSED' and " + condition;
        try (Statement statement = core.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from (select event_id from ams.audit_event"
                        + refused + " union select id from ams.audit_outbox" + refused + ") as each_once")) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Changes something behind the product's back. */
    void run(String store, String... statements) {
        try (Connection connection = ams.superuser(store);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One text out of one store. */
    String text(String store, String sql) {
        try (Connection connection = ams.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Every place ({@code store.table.column}) where one of the texts stands, whatever the case: as text, or as bytes in UTF-8 or
     * UTF-16.
     */
    List<String> places(List<String> texts) {
        List<String> found = new ArrayList<>();
        for (String store : NAMES) {
            try (Connection connection = ams.superuser(store)) {
                for (String[] column : columns(connection)) {
                    search(connection, store, column[0], column[1], texts, found);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    private static List<String[]> columns(Connection connection) throws SQLException {
        List<String[]> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("select table_name, column_name from information_schema.columns"
                        + " where table_schema = 'ams' order by 1, 2")) {
            while (all.next()) {
                columns.add(new String[] {all.getString(1), all.getString(2)});
            }
        }
        if (columns.isEmpty()) {
            throw new AssertionError("there is nothing to search");
        }
        return columns;
    }

    private static void search(
            Connection connection, String store, String table, String column, List<String> texts, List<String> found)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select \"" + column + "\" from ams.\"" + table + "\" where \"" + column + "\" is not null")) {
            while (rows.next()) {
                Object value = rows.getObject(1);
                List<String> readings = value instanceof byte[] bytes
                        ? List.of(
                                new String(bytes, StandardCharsets.ISO_8859_1),
                                new String(bytes, StandardCharsets.UTF_8),
                                new String(bytes, StandardCharsets.UTF_16BE),
                                new String(bytes, StandardCharsets.UTF_16LE))
                        : List.of(value.toString());
                for (String text : texts) {
                    String wanted = text.toLowerCase(Locale.ROOT);
                    if (readings.stream()
                            .anyMatch(
                                    reading -> reading.toLowerCase(Locale.ROOT).contains(wanted))) {
                        found.add(store + "." + table + "." + column + ": " + text);
                    }
                }
            }
        }
    }
}
