package net.korax.ams.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.korax.ams.launcher.RunningAms;

/**
 * What is asked of the databases, counted by PostgreSQL itself ({@code pg_stat_statements}). What goes by itself meanwhile is told apart by asking
 * often.
 */
public final class Statements {

    private static final int TIMES = 20;
    private static final int QUIET_SECONDS = 2;
    private static final int MOST_WAITS = 60;

    /** What the product's roles have asked, but what opens and proves a connection and ends a transaction. */
    private static final String ASKED =
            "select d.datname || ': ' || s.query, s.calls from public.pg_stat_statements s join pg_database d on d.oid = s.dbid"
                    + " join pg_roles r on r.oid = s.userid where r.rolname like 'ams\\_%\\_app'"
                    + " and s.query !~* '^(select \\$1|begin|commit|rollback|set |show )'";

    /** Something that is done over and over. */
    public interface Done {

        void once() throws IOException, InterruptedException;
    }

    private Statements() {}

    /** What is asked each time that something is done; a question that is asked twice stands there twice. */
    public static List<String> asked(RunningAms house, Done done)
            throws SQLException, IOException, InterruptedException {
        try (Connection connection = house.superuser("core");
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements schema public");
            done.once();
            awaitQuiet(statement);
            Map<String, Long> before = calls(statement);
            for (int i = 0; i < TIMES; i++) {
                done.once();
            }
            List<String> each = new ArrayList<>();
            calls(statement).forEach((query, calls) -> {
                long more = calls - before.getOrDefault(query, 0L);
                for (int i = 0; i < Math.round((double) more / TIMES); i++) {
                    each.add(query.replaceAll("\\s+", " "));
                }
            });
            return each;
        }
    }

    /** What was done before leaves letters and events behind, which are worked off by themselves. */
    private static void awaitQuiet(Statement statement) throws SQLException, InterruptedException {
        long before = all(statement);
        for (int i = 0; i < MOST_WAITS; i++) {
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            long now = all(statement);
            if (now - before < TIMES / 2) {
                return;
            }
            before = now;
        }
    }

    private static long all(Statement statement) throws SQLException {
        return calls(statement).values().stream().mapToLong(Long::longValue).sum();
    }

    static Figure of(RunningAms house, Browser visitor, String page, int most)
            throws SQLException, IOException, InterruptedException {
        int asked = asked(house, () -> visitor.bytes(page)).size();
        return Figure.of(page + ", statements", "%d", asked).wanted(asked <= most, "at most %d", most);
    }

    private static Map<String, Long> calls(Statement statement) throws SQLException {
        Map<String, Long> calls = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(ASKED)) {
            while (rows.next()) {
                calls.merge(rows.getString(1), rows.getLong(2), Long::sum);
            }
        }
        return calls;
    }
}
