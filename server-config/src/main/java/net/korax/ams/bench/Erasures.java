package net.korax.ams.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.korax.ams.launcher.RunningAms;

/**
 * Accounts that their customers close: what the customer waits for, and how long it takes until everything is erased from all stores and the certificate
 * is signed, by the clock of the database. Each is closed once, so this is no load of seconds but one of so many accounts. One at once is one erasure at
 * once: the next account is closed when the certificate of the last is there.
 */
final class Erasures {

    private static final int PATIENCE_SECONDS = 300;
    private static final int MOST_MILLIS = 30;
    private static final double LEAST = 0.15;

    private final RunningAms house;

    Erasures(RunningAms house) {
        this.house = house;
    }

    /**
     * What came of it.
     *
     * @param perSecond erased completely, from the first wish to the last certificate
     * @param asked milliseconds that a customer waits for his answer, the median
     * @param complete milliseconds from the wish to the certificate, the median
     */
    record Erased(int connections, int accounts, double perSecond, double asked, double complete) {

        /** @param yard T, of the same minute */
        Figure figure(double yard) {
            double ratio = perSecond / yard;
            Figure figure = Figure.of(
                    "Erasure, " + connections + " at once, " + accounts + " accounts",
                    "%.1f/s to the certificate (%.3f T), answer after %.1f ms, certificate after %.1f ms",
                    perSecond,
                    ratio,
                    asked,
                    complete);
            return connections == 1
                    ? figure.wanted(complete <= MOST_MILLIS, "certificate after at most %d ms", MOST_MILLIS)
                    : figure.wanted(ratio >= LEAST, "%.2f T", LEAST);
        }
    }

    /** @param closers signed in, with the numbers of their accounts */
    Erased close(Map<Browser, String> closers, int connections) throws InterruptedException, SQLException, IOException {
        Queue<Map.Entry<Browser, String>> waiting = new ConcurrentLinkedQueue<>(closers.entrySet());
        List<Double> asked = new ArrayList<>();
        List<IOException> failed = new ArrayList<>();
        ExecutorService customers = Executors.newFixedThreadPool(connections);
        String begun = moment("select clock_timestamp()::text");
        try (Connection core = house.superuser("core");
                PreparedStatement finished =
                        core.prepareStatement("select count(*)" + since(begun) + " and finished_at is not null")) {
            for (int i = 0; i < connections; i++) {
                customers.submit(() -> {
                    for (Map.Entry<Browser, String> next = waiting.poll(); next != null; next = waiting.poll()) {
                        long before = System.nanoTime();
                        try {
                            next.getKey().closeAccount(next.getValue());
                            synchronized (asked) {
                                asked.add((System.nanoTime() - before) / 1e6);
                            }
                            if (connections == 1) {
                                awaitCertificates(finished, asked.size());
                            }
                        } catch (IOException e) {
                            synchronized (asked) {
                                failed.add(e);
                            }
                        }
                    }
                    return null;
                });
            }
            customers.shutdown();
            customers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!failed.isEmpty()) {
                throw failed.get(0);
            }
            awaitCertificates(finished, closers.size());
        }
        return measured(closers.size(), connections, begun, asked);
    }

    private Erased measured(int accounts, int connections, String begun, List<Double> asked) throws SQLException {
        String since = since(begun);
        double seconds = Double.parseDouble(
                moment("select extract(epoch from max(finished_at) - min(requested_at))::text" + since));
        double complete = Double.parseDouble(moment("select (percentile_cont(0.5) within group"
                + " (order by extract(epoch from finished_at - requested_at)) * 1000)::text" + since));
        asked.sort(null);
        return new Erased(connections, accounts, accounts / seconds, asked.get(asked.size() / 2), complete);
    }

    private static String since(String begun) {
        return " from ams.erasure where requested_at >= '" + begun + "'";
    }

    private static void awaitCertificates(PreparedStatement finished, int accounts)
            throws SQLException, InterruptedException, IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (count(finished) < accounts) {
            if (System.nanoTime() > end) {
                throw new IOException("not all accounts were erased in time");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static int count(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private String moment(String query) throws SQLException {
        try (Connection core = house.superuser("core");
                Statement statement = core.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
