package net.korax.ams.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.korax.ams.launcher.RunningAms;

/**
 * The renewal of a key over everything that is sealed under it: asked for by one custodian, approved by another, and worked off by the server while
 * customers go on. Its limit is PostgreSQL alone: the same number of rows a transaction written by key, with nothing read, opened or sealed.
 */
final class Renewals {

    private static final double LEAST = 0.15;
    private static final double LEAST_KEPT = 0.70;
    private static final int CONNECTIONS = 8;
    private static final int LIMIT_ROWS = 100_000;
    private static final int BATCH = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final Set<String> OVER = Set.of("DECRYPT_ONLY", "DESTROYED");
    private static final List<Thing> MEANWHILE = List.of(Thing.EDIT, Thing.SIGN_IN);

    /** A key, and what is written when it is renewed. */
    enum Key {
        KEK("key over the keys of cards", "card_key", "dek_id", "wrapped"),
        DEK("keys of cards", "card", "id", "sealed_pan");

        private final String title;
        private final String table;
        private final String id;
        private final String column;

        Key(String title, String table, String id, String column) {
            this.title = title;
            this.table = table;
            this.id = id;
            this.column = column;
        }

        String title() {
            return title;
        }
    }

    private final RunningAms house;
    private final People people;
    private final Driver driver;
    private final int seconds;

    Renewals(RunningAms house, People people, Driver driver, int seconds) {
        this.house = house;
        this.people = people;
        this.driver = driver;
        this.seconds = seconds;
    }

    /** Where a renewal stands, by the clock of the database. */
    private record Point(UUID job, String state, long done, long total, double at) {

        double perSecond(Point before) {
            return (done - before.done) / (at - before.at);
        }
    }

    List<Figure> renew(Key key) throws IOException, InterruptedException, SQLException {
        people.stayIn();
        speeds();
        people.stayIn();
        Map<Thing, Double> alone = speeds();
        double limit = rewrittenPerSecond(key);
        people.custodian(0).press("/custodian/keys.xhtml", "keys:versions:[0-9]+:ask", Map.of("kind", key.name()));
        people.custodian(1)
                .press(
                        "/custodian/keys.xhtml",
                        "keys:approve",
                        Map.of("job", now().job().toString()));
        Point begun = await(Set.of("MIGRATE"));
        Map<Thing, Double> meanwhile = speeds();
        Point underLoad = now();
        boolean wasAtIt = underLoad.state().equals("MIGRATE");
        Point last = underLoad;
        for (Point point = now(); point.state().equals("MIGRATE"); point = now()) {
            last = point;
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Point verifying = now();
        Point end = await(OVER);
        List<Figure> figures = new ArrayList<>();
        String what = "Renewal of the " + key.title;
        if (!wasAtIt || last.at() - underLoad.at() < 1) {
            figures.add(Figure.of(what, "over before it could be measured: too few cards"));
            return figures;
        }
        double rate = last.perSecond(underLoad);
        figures.add(Figure.of(
                        what,
                        "%d in %.0f s, %.0f/s of %.0f/s that PostgreSQL rewrites (%.3f), then %.0f s until all was opened once",
                        last.total(),
                        verifying.at() - begun.at(),
                        rate,
                        limit,
                        rate / limit,
                        end.at() - verifying.at())
                .wanted(rate / limit >= LEAST, "%.2f of rewriting", LEAST));
        StringBuilder kept = new StringBuilder();
        boolean enough = true;
        for (Thing thing : MEANWHILE) {
            double part = meanwhile.get(thing) / alone.get(thing);
            enough &= part >= LEAST_KEPT;
            kept.append(String.format(Locale.ROOT, ", %s kept %.2f", thing, part));
        }
        figures.add(Figure.of(what + ", customers meanwhile", "%.0f/s%s", underLoad.perSecond(begun), kept)
                .wanted(enough, "%.2f of what they do alone", LEAST_KEPT));
        return figures;
    }

    private Map<Thing, Double> speeds() throws IOException, InterruptedException {
        Map<Thing, Double> speeds = new EnumMap<>(Thing.class);
        for (Thing thing : MEANWHILE) {
            Measured measured = driver.load(thing, CONNECTIONS, seconds);
            speeds.put(thing, measured.perSecond());
        }
        return speeds;
    }

    /** Rows a second that are written by key, so many a durable transaction; in a table that is made for it. */
    private double rewrittenPerSecond(Key key) throws SQLException {
        try (Connection vault = house.superuser("vault");
                Statement statement = vault.createStatement()) {
            statement.execute("drop table if exists ams.bench_rows");
            statement.execute("create table ams.bench_rows as select * from ams." + key.table + " limit " + LIMIT_ROWS);
            statement.execute("create unique index on ams.bench_rows (" + key.id + ")");
            try {
                return rewritten(vault, key);
            } finally {
                vault.setAutoCommit(true);
                statement.execute("drop table ams.bench_rows");
            }
        }
    }

    private static double rewritten(Connection vault, Key key) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Statement statement = vault.createStatement();
                ResultSet rows =
                        statement.executeQuery("select " + key.id + " from ams.bench_rows order by " + key.id)) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        vault.setAutoCommit(false);
        long begun = System.nanoTime();
        String update = "update ams.bench_rows set " + key.column + " = ? where " + key.id + " = ?";
        byte[] value = new byte[48];
        try (PreparedStatement prepared = vault.prepareStatement(update)) {
            for (int from = 0; from < ids.size(); from += BATCH) {
                for (UUID id : ids.subList(from, Math.min(ids.size(), from + BATCH))) {
                    prepared.setBytes(1, value);
                    prepared.setObject(2, id);
                    prepared.addBatch();
                }
                prepared.executeBatch();
                vault.commit();
            }
        }
        return ids.size() * 1e9 / (System.nanoTime() - begun);
    }

    private Point await(Set<String> states) throws SQLException, InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Point point = now(); ; point = now()) {
            if (states.contains(point.state())) {
                return point;
            }
            if (System.nanoTime() > end) {
                throw new IOException("the renewal stands at " + point);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Point now() throws SQLException {
        try (Connection vault = house.superuser("vault");
                Statement statement = vault.createStatement();
                ResultSet row = statement.executeQuery(
                        "select id, state, done, total, extract(epoch from clock_timestamp())::float8"
                                + " from ams.rotation_job order by asked_at desc limit 1")) {
            row.next();
            return new Point(
                    row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getLong(4), row.getDouble(5));
        }
    }
}
