package net.korax.ams.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.korax.ams.launcher.RunningAms;

/**
 * A long time at half of what the house can do: customers look and edit, and every now and then everything is counted that must not grow.
 * In the end each edit that was acknowledged has to be in the trail once, and the trail has no gap.
 */
final class Soak {

    private static final List<Thing> THINGS = List.of(Thing.CONTACTS, Thing.EDIT);
    /** Of each of the things. */
    private static final List<Integer> REQUESTS = List.of(1, 2);

    private static final List<Integer> NO_PAUSES = List.of(0, 0);
    /** For each of the things. */
    private static final int CONNECTIONS = 4;

    private static final int WARMING_SECONDS = 60;
    private static final int SATURATING_SECONDS = 30;
    private static final int PACING_SECONDS = 20;
    /** So often is a pause tried before the soak begins; each part of it mends the pause once more. */
    private static final int PACINGS = 3;

    private static final double HALF = 0.5;
    /** Shorter than the five minutes after which a change wants the password once more, with the time that signing in takes. */
    private static final int PART_MINUTES = 3;

    /** So many parts until as many sessions end that nobody uses as begin. */
    private static final int SETTLING_PARTS = 5;

    private static final int SETTLING_SECONDS = 20;
    private static final int SETTLING_COUNTS = 9;

    private static final double MOST_GROWTH = 1.1;

    private final RunningAms house;
    private final People people;
    private final Driver driver;
    private final PrintStream out;

    Soak(RunningAms house, People people, Driver driver, PrintStream out) {
        this.house = house;
        this.people = people;
        this.driver = driver;
        this.out = out;
    }

    /**
     * What is counted. The heap is what lives after a full collection.
     *
     * @param prepared transactions that nobody has ended
     */
    private record Count(long heap, long sessions, long threads, long files, long connections, long prepared) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "live heap %.1f MiB, %d sessions, %d threads, %d open files, %d connections, %d prepared transactions",
                    heap / 1048576.0,
                    sessions,
                    threads,
                    files,
                    connections,
                    prepared);
        }
    }

    /** In parts: between them everybody signs in again, as people do, and is fresh enough for changes. */
    List<Figure> run(int minutes) throws IOException, InterruptedException, SQLException {
        people.stayIn();
        both(WARMING_SECONDS, NO_PAUSES);
        List<Measured> most = both(SATURATING_SECONDS, NO_PAUSES);
        List<Integer> pauses = NO_PAUSES;
        List<Measured> reached = most;
        for (int i = 0; i < PACINGS; i++) {
            pauses = pausesAfter(reached, most, pauses);
            reached = both(PACING_SECONDS, pauses);
        }
        long before = edits();
        List<Count> counts = new ArrayList<>();
        List<List<Measured>> parts = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute += PART_MINUTES) {
            people.signIn();
            pauses = pausesAfter(reached, most, pauses);
            reached = both((int) TimeUnit.MINUTES.toSeconds(PART_MINUTES), pauses);
            parts.add(reached);
            counts.add(count());
            out.println(String.format(
                    Locale.ROOT,
                    "  after %d min: %d %% of what goes, pauses of %s ms, %s",
                    minute + PART_MINUTES,
                    Math.round(100 * perSecond(reached) / perSecond(most)),
                    pauses,
                    counts.get(counts.size() - 1).line()));
        }
        Count first = counts.get(SETTLING_PARTS - 1);
        return told(minutes, most, parts, first, settled(first), before);
    }

    /** Once no more sessions are left than there were; those that nobody uses are ended every minute only. */
    private Count settled(Count first) throws IOException, InterruptedException, SQLException {
        Count last = count();
        for (int i = 0; i < SETTLING_COUNTS && last.sessions > first.sessions; i++) {
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            last = count();
        }
        return last;
    }

    private List<Figure> told(
            int minutes, List<Measured> most, List<List<Measured>> parts, Count first, Count last, long before)
            throws SQLException, InterruptedException {
        List<Measured> all = parts.stream().flatMap(List::stream).toList();
        double part = perSecond(all) / parts.size() / perSecond(most);
        long looks = parts.stream().mapToLong(each -> each.get(0).operations()).sum();
        long acknowledged =
                parts.stream().mapToLong(each -> each.get(1).operations()).sum();
        long failed = all.stream().mapToLong(Measured::failed).sum();
        long there = edits() - before;
        long missing = missingLinks();
        String what = "Soak, " + minutes + " min at " + Math.round(part * 100) + " % of what goes";
        return List.of(
                Figure.of(what, "%d looks, %d edits, %d failed", looks, acknowledged, failed)
                        .wanted(failed == 0, "none fails"),
                Figure.of("Soak, once as many sessions end as begin", "%s", first.line()),
                Figure.of("Soak, in the end", "%s", last.line())
                        .wanted(
                                last.heap <= first.heap * MOST_GROWTH
                                        && last.sessions <= first.sessions * MOST_GROWTH
                                        && last.threads <= first.threads * MOST_GROWTH
                                        && last.files <= first.files * MOST_GROWTH
                                        && last.prepared == 0,
                                "nothing grows by more than a tenth"),
                Figure.of(
                                "Soak, acknowledged edits in the trail",
                                "%d of %d, %d links missing",
                                Math.min(there, acknowledged),
                                acknowledged,
                                missing)
                        .wanted(
                                there >= acknowledged
                                        && there <= acknowledged + CONNECTIONS * parts.size()
                                        && missing == 0,
                                "all, each once; those under way when a part ended beside"));
    }

    private List<Measured> both(int seconds, List<Integer> pauses) throws IOException, InterruptedException {
        ExecutorService two = Executors.newFixedThreadPool(THINGS.size());
        try {
            List<Future<Measured>> loads = new ArrayList<>();
            for (int i = 0; i < THINGS.size(); i++) {
                Thing thing = THINGS.get(i);
                int pause = pauses.get(i);
                loads.add(two.submit(() -> driver.load(thing, CONNECTIONS, seconds, pause)));
            }
            List<Measured> measured = new ArrayList<>();
            for (Future<Measured> load : loads) {
                measured.add(load.get());
            }
            return measured;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            two.shutdownNow();
        }
    }

    private static double perSecond(List<Measured> measured) {
        return measured.stream().mapToDouble(Measured::perSecond).sum();
    }

    private static List<Integer> pausesAfter(List<Measured> reached, List<Measured> most, List<Integer> pauses) {
        List<Integer> next = new ArrayList<>();
        for (int i = 0; i < THINGS.size(); i++) {
            next.add(pause(HALF * most.get(i).perSecond(), reached.get(i).perSecond(), pauses.get(i), REQUESTS.get(i)));
        }
        return next;
    }

    /**
     * How long to pause before each request, so that as much is done as is wanted: a connection that does as many a second takes so long for
     * each, and of that answering takes what it took the last time.
     *
     * @param wanted operations a second, on all connections
     * @param reached operations a second, with the pause there was
     * @param pause in milliseconds
     * @param requests of one operation
     */
    static int pause(double wanted, double reached, int pause, int requests) {
        double answering = CONNECTIONS * 1000 / reached - (double) requests * pause;
        return (int) Math.max(0, Math.round((CONNECTIONS * 1000 / wanted - answering) / requests));
    }

    private Count count() throws IOException, InterruptedException, SQLException {
        String pid = Long.toString(house.server().pid());
        List<String> histogram = Tool.run(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, "GC.class_histogram"),
                Map.of(),
                house.home());
        long heap = 0;
        long sessions = 0;
        for (String line : histogram) {
            String[] cells = line.trim().split("\\s+");
            if (cells[0].equals("Total")) {
                heap = Long.parseLong(cells[2]);
            } else if (cells.length > 3 && cells[3].equals("org.apache.catalina.session.StandardSession")) {
                sessions = Long.parseLong(cells[1]);
            }
        }
        Path process = Path.of("/proc", pid);
        return new Count(
                heap,
                sessions,
                children(process.resolve("task")),
                children(process.resolve("fd")),
                number("select count(*) from pg_stat_activity where usename like 'ams\\_%\\_app'"),
                number("select count(*) from pg_prepared_xacts"));
    }

    private static long children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    /** Once no outbox has any left. */
    private long edits() throws SQLException, InterruptedException {
        try (Connection person = house.superuser("person");
                Statement statement = person.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery("select count(*) from ams.audit_outbox")) {
                    row.next();
                    if (row.getLong(1) == 0) {
                        break;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        return number("select count(*) from ams.audit_event where operation = 'contact.change' and outcome = 'DONE'");
    }

    private long missingLinks() throws SQLException {
        return number("select max(seq) - min(seq) + 1 - count(*) from ams.audit_event");
    }

    private long number(String query) throws SQLException {
        try (Connection core = house.superuser("core");
                Statement statement = core.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
