package net.korax.ams.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes indexes and foreign keys off the tables of a store while many rows are written, and builds them again: in one pass over each, which
 * also checks every row against its foreign keys. Within one transaction, so that who is stopped half way leaves everything as it was.
 */
final class BareTables {

    private static final String INDEXES =
            "select format('drop index ams.%I', c.relname), pg_get_indexdef(i.indexrelid) from pg_index i"
                    + " join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid"
                    + " join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'ams'"
                    + " where t.relname = any (?) and not i.indisclustered"
                    + " and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)";

    private static final String FOREIGN_KEYS =
            "select format('alter table ams.%I drop constraint %I', t.relname, k.conname),"
                    + " format('alter table ams.%I add constraint %I %s', t.relname, k.conname, pg_get_constraintdef(k.oid))"
                    + " from pg_constraint k join pg_class t on t.oid = k.conrelid"
                    + " join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'ams'"
                    + " where k.contype = 'f' and t.relname = any (?)";

    private final Connection store;
    private final List<String> again = new ArrayList<>();

    BareTables(Connection store, List<String> tables) throws SQLException {
        this.store = store;
        // As a replica's: no trigger looks at single rows, and foreign keys are checked when they are made again.
        run("set session_replication_role = replica");
        run("set maintenance_work_mem = '256MB'");
        takeOff(INDEXES, tables);
        takeOff(FOREIGN_KEYS, tables);
    }

    private void takeOff(String query, List<String> tables) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (PreparedStatement statement = store.prepareStatement(query)) {
            statement.setArray(1, store.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                    again.add(rows.getString(2));
                }
            }
        }
        for (String drop : drops) {
            run(drop);
        }
    }

    /** Puts everything back. */
    void restore() throws SQLException {
        run("set session_replication_role = origin");
        for (String definition : again) {
            run(definition);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = store.createStatement()) {
            statement.execute(sql);
        }
    }
}
