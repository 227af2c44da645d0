package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers behind a balancer, a database with a replica, and what may happen to them while people work. Afterwards each change that
 * was acknowledged is there once, each other one wholly or not at all; nobody was logged out; the trail holds, and so does the coverage
 * of contacts. The moments are drawn; {@code ams.faults.rounds} says how often, {@code ams.faults.seed} repeats a run.
 */
class ClusterIT {

    private static final int ROUNDS = Integer.getInteger("ams.faults.rounds", 1);
    private static final long SEED = Long.getLong("ams.faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final int REQUESTS = 7;

    private static SecondHouse cluster;

    @BeforeAll
    static void begin() {
        System.out.println("ams.faults.seed=" + SEED);
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/haproxy")) || "true".equals(System.getenv("CI")),
                "There is no HAProxy; install it.");
        cluster = SecondHouse.cluster();
        cluster.start();
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Something bad, while these people work. */
    private interface Fault {

        void happen(List<BusyCustomer> people) throws Exception;
    }

    @Test
    @Tag("R12")
    void nodeThatIsKilled_losesNothingAcknowledgedAndLogsNobodyOut_andComesBackToWork() throws Exception {
        survive(people -> {
            int number = 1 + RANDOM.nextInt(2);
            ProcessHandle node = node(number);
            node.destroyForcibly();
            goesOn(people);
            until("the node is back", () -> pid(number) != node.pid() && isUp(number));
            long before = requests(number);
            until("it takes its share", () -> {
                Wire.status(cluster.baseUrl() + "/sign-in.xhtml");
                return requests(number) > before;
            });
        });
    }

    @Test
    @Tag("R22")
    void newVersionRolledOut_losesNothingAcknowledged_andNobodySeesAFault() throws Exception {
        survive(people -> {
            List<Long> before = List.of(pid(1), pid(2));
            SecondHouse.Ran rolled = cluster.run("cluster", "roll", "1");
            assertEquals(0, rolled.code(), rolled.output());
            assertNotEquals(before.get(0), pid(1));
            assertNotEquals(before.get(1), pid(2));
            for (BusyCustomer customer : people) {
                assertEquals(0, customer.failures());
            }
        });
    }

    @Test
    @Tag("R26")
    void primaryThatIsLost_isReplacedByItsReplica_andTheServersGoOnWithAllThatWasAcknowledged() throws Exception {
        survive(people -> {
            List<Long> before = List.of(pid(1), pid(2));
            loseThePrimary();
            SecondHouse.Ran promoted = cluster.run("cluster", "promote");
            assertEquals(0, promoted.code(), promoted.output());
            goesOn(people);
            assertEquals(before, List.of(pid(1), pid(2)), "the servers were not started again");
            assertEquals(
                    "on sync",
                    value(
                            "core",
                            "select current_setting('synchronous_commit') || ' ' || sync_state"
                                    + " from pg_stat_replication"));
        });
    }

    /** With what was on its way to the replica. */
    private static void loseThePrimary() throws Exception {
        String primary = text(cluster.home().resolve("primary"), "db-1");
        ProcessHandle receiver = postmaster(primary.equals("db-1") ? "db-2" : "db-1")
                .children()
                .filter(child -> text(Path.of("/proc", Long.toString(child.pid()), "cmdline"), "")
                        .contains("walreceiver"))
                .findFirst()
                .orElseThrow();
        signal("STOP", receiver);
        TimeUnit.MILLISECONDS.sleep(500 + RANDOM.nextInt(2000));
        Stream.concat(Stream.of(postmaster(primary)), postmaster(primary).descendants())
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        receiver.destroyForcibly();
        int port = cluster.databasePort() + (primary.equals("db-1") ? 1 : 0);
        until("the replica answers", () -> isThere(port));
    }

    @Test
    @Tag("R13")
    void nodeThatSleepsOverItsLease_findsItsWorkTakenOver_andChangesNothing() throws Exception {
        survive(people -> {
            String holder = holder();
            ProcessHandle sleeper = sleeper(holder);
            try {
                String other = holder();
                assertNotEquals(holder, other);
                signal("CONT", sleeper);
                long seen = Long.parseLong(value("core", "select seq from ams.audit_head"));
                until(
                        "the trail grows",
                        () -> Long.parseLong(value("core", "select seq from ams.audit_head")) > seen + 5);
                for (int times = 0; times < 50; times++) {
                    assertEquals(other, holder(), "the one that slept works beside the other");
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            } finally {
                signal("CONT", sleeper);
            }
        });
    }

    @Test
    void callerBehindTheBalancer_isWhoHeIs_whateverHeSays() {
        String door = "/staff-sign-in.xhtml";
        String pretended = "X-Forwarded-For: 127.0.0.1";
        Knock inside = Knock.at(cluster.baseUrl());
        Knock outside = inside.from("127.0.0.2");
        assertEquals(200, inside.get(door).status());
        assertEquals(404, outside.get(door).status());
        assertEquals(404, outside.get(door, pretended).status());
        Knock pastIt = Knock.at("https://localhost:" + (cluster.port() + 1));
        assertEquals(404, pastIt.get(door, pretended).status());
    }

    /** The node that had the work of writing the trail, asleep, when another one has taken it over. */
    private static ProcessHandle sleeper(String holder) throws Exception {
        for (int number = 1; number <= 2; number++) {
            ProcessHandle node = node(number);
            signal("STOP", node);
            for (int seconds = 0; seconds < 90; seconds++) {
                if (!holder().equals(holder)) {
                    return node;
                }
                TimeUnit.SECONDS.sleep(1);
            }
            signal("CONT", node);
        }
        throw new AssertionError("nobody took the work over");
    }

    private static void survive(Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            BusyCustomer anna = new BusyCustomer(cluster, "anna", BusyCustomer.Change.HOLDER).staying();
            BusyCustomer bruno = new BusyCustomer(cluster, "bruno", BusyCustomer.Change.CARD).staying();
            BusyCustomer chloe = new BusyCustomer(cluster, "chloe", BusyCustomer.Change.CONTACT).staying();
            Map<BusyCustomer, String> people =
                    Map.of(anna, "holder.change", bruno, "card.change", chloe, "contact.change");
            long[] before = {entries("holder.change"), entries("card.change"), entries("contact.change")};
            List<BusyCustomer> all = List.of(anna, bruno, chloe);
            List<Thread> busy = all.stream().map(Thread::new).toList();
            busy.forEach(Thread::start);
            try {
                goesOn(all);
                TimeUnit.MILLISECONDS.sleep(RANDOM.nextInt(2000));

                fault.happen(all);

                goesOn(all);
            } finally {
                all.forEach(BusyCustomer::stop);
                for (Thread thread : busy) {
                    thread.join();
                }
            }
            until("an empty outbox", () -> waiting() == 0);
            for (int i = 0; i < all.size(); i++) {
                check(all.get(i), entries(people.get(all.get(i))) - before[i]);
            }
            assertEquals(
                    "0",
                    value(
                            "person",
                            "select count(*) from ams.person_account where coverage <> 'LOST' and not ams.contact_coverage_held(id)"));
            SecondHouse.Ran verified = cluster.run(
                    Map.of(
                            "AMS_DB_HOST",
                            "127.0.0.1,127.0.0.1",
                            "AMS_DB_PORT",
                            cluster.databasePort() + "," + (cluster.databasePort() + 1)),
                    "audit-verify");
            assertEquals(0, verified.code(), verified.output());
        }
    }

    /** Each of them has something acknowledged from now on. */
    private static void goesOn(List<BusyCustomer> people) throws Exception {
        List<Integer> before = people.stream().map(BusyCustomer::acknowledged).toList();
        for (int i = 0; i < before.size(); i++) {
            int one = i;
            until("work goes on", () -> people.get(one).acknowledged() > before.get(one));
        }
    }

    private static void check(BusyCustomer customer, long entries) {
        assertEquals("", customer.broken().orElse(""), "a page that shows how the house is built");
        assertEquals(1, customer.signIns(), "somebody was logged out");
        assertTrue(
                customer.acknowledged() <= entries && entries <= customer.tried(),
                () -> customer.acknowledged() + " were acknowledged of " + customer.tried() + ", the trail has "
                        + entries);
        assertTrue(customer.isContent(), "what was acknowledged last is not there");
    }

    private static ProcessHandle node(int number) {
        return ProcessHandle.of(pid(number)).orElseThrow();
    }

    private static long pid(int number) {
        return pid(cluster.home().resolve("node-" + number).resolve("run").resolve("server"));
    }

    private static ProcessHandle postmaster(String name) {
        return ProcessHandle.of(pid(cluster.home().resolve(name).resolve("data").resolve("postmaster.pid")))
                .orElseThrow();
    }

    /** The number of a process, with which a file begins. */
    private static long pid(Path file) {
        return Long.parseLong(text(file, "").split("\\s")[0]);
    }

    private static String text(Path file, String otherwise) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : otherwise;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Who writes the trail. */
    private static String holder() throws SQLException {
        return value("core", "select coalesce(holder::text, '') from ams.audit_head");
    }

    private static boolean isUp(int number) throws Exception {
        return figures(number).contains(",UP,");
    }

    /** How many requests a node was given so far. */
    private static long requests(int number) throws Exception {
        return Long.parseLong(figures(number).split(",")[REQUESTS]);
    }

    private static String figures(int number) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (cluster.port() + 10) + "/;csv"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("nodes,node-" + number + ","))
                .findFirst()
                .orElseThrow();
    }

    private static long entries(String operation) throws SQLException {
        return Long.parseLong(value(
                "core",
                "select count(*) from ams.audit_event where outcome = 'DONE' and operation = '" + operation + "'"));
    }

    private static long waiting() throws SQLException {
        long waiting = 0;
        for (String store : List.of("core", "person", "vault")) {
            waiting += Long.parseLong(value(store, "select count(*) from ams.audit_outbox"));
        }
        return waiting;
    }

    private static boolean isThere(int port) {
        try (Connection connection = superuser("127.0.0.1:" + port, "core", "any")) {
            return connection.isValid(2);
        } catch (SQLException recovers) {
            return false;
        }
    }

    private static Connection superuser(String place, String store, String kind) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + place + "/ams_" + store + "?hostRecheckSeconds=0&targetServerType=" + kind,
                "postgres",
                cluster.secret("admin.password"));
    }

    /** Of the database that takes changes. */
    private static String value(String store, String query) throws SQLException {
        int port = cluster.databasePort();
        try (Connection connection = superuser("127.0.0.1:" + port + ",127.0.0.1:" + (port + 1), store, "primary");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
