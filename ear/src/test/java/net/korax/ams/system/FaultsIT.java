package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What breaks while people work. Afterwards each change that was acknowledged is there once, each other one wholly or not at all, and the
 * trail holds. The moments are drawn; {@code ams.faults.rounds} says how often, {@code ams.faults.seed} repeats a run.
 */
@ExtendWith(House.Resolver.class)
class FaultsIT {

    private static final int ROUNDS = Integer.getInteger("ams.faults.rounds", 3);
    private static final long SEED = Long.getLong("ams.faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);

    private static SecondHouse second;

    @BeforeAll
    static void begin(House house) {
        System.out.println("ams.faults.seed=" + SEED);
        second = new SecondHouse(house);
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    /** Something bad. */
    private interface Fault {

        void happen() throws Exception;
    }

    @Test
    @Tag("R01")
    void serverKilled_losesNothingThatWasAcknowledged() throws Exception {
        survive(() -> {
            second.server().destroyForcibly();
            second.awaitEnd();
            second.start();
        });
    }

    @Test
    @Tag("R02")
    void databaseThatFallsAndRecovers_losesNothingThatWasAcknowledged_andTheServerGoesOn() throws Exception {
        survive(() -> second.database()
                .orElseThrow()
                .children()
                .findAny()
                .orElseThrow()
                .destroyForcibly());
    }

    @Test
    @Tag("R03")
    void connectionsCutInTheMiddle_loseNothingThatWasAcknowledged() throws Exception {
        survive(() -> {
            for (int cuts = 0; cuts < 10; cuts++) {
                try (Connection core = second.superuser("core");
                        Statement statement = core.createStatement()) {
                    statement.execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'ams\\_%\\_app'");
                }
                TimeUnit.MILLISECONDS.sleep(RANDOM.nextInt(300));
            }
        });
    }

    @Test
    @Tag("R20")
    void powerCut_losesNothingThatWasAcknowledged() throws Exception {
        survive(() -> {
            second.killEverything();
            second.start();
        });
    }

    private static void survive(Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long holders = entries("holder.change");
            long cards = entries("card.change");
            BusyCustomer anna = new BusyCustomer(second, "anna", BusyCustomer.Change.HOLDER);
            BusyCustomer bruno = new BusyCustomer(second, "bruno", BusyCustomer.Change.CARD);
            List<Thread> busy = List.of(new Thread(anna), new Thread(bruno));
            busy.forEach(Thread::start);
            until("work", () -> anna.acknowledged() > 0 && bruno.acknowledged() > 0);
            TimeUnit.MILLISECONDS.sleep(RANDOM.nextInt(2000));

            fault.happen();

            int before = anna.acknowledged();
            int also = bruno.acknowledged();
            until("work goes on", () -> anna.acknowledged() > before && bruno.acknowledged() > also);
            for (BusyCustomer customer : List.of(anna, bruno)) {
                customer.stop();
            }
            for (Thread thread : busy) {
                thread.join();
            }
            until("an empty outbox", () -> waiting() == 0);
            check(anna, entries("holder.change") - holders);
            check(bruno, entries("card.change") - cards);
            SecondHouse.Ran verified = second.run("audit-verify");
            assertEquals(0, verified.code(), verified.output());
        }
    }

    private static void check(BusyCustomer customer, long entries) {
        assertEquals("", customer.broken().orElse(""), "a page that shows how the house is built");
        assertTrue(
                customer.acknowledged() <= entries && entries <= customer.tried(),
                () -> customer.acknowledged() + " were acknowledged of " + customer.tried() + ", the trail has "
                        + entries);
        assertTrue(customer.isContent(), "what was acknowledged last is not there");
    }

    private static long entries(String operation) throws SQLException {
        return number(
                "core",
                "select count(*) from ams.audit_event where outcome = 'DONE' and operation = '" + operation + "'");
    }

    private static long waiting() throws SQLException {
        long waiting = 0;
        for (String store : List.of("core", "person", "vault")) {
            waiting += number(store, "select count(*) from ams.audit_outbox");
        }
        return waiting;
    }

    private static long number(String store, String query) throws SQLException {
        try (Connection connection = second.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!isSo(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** A database that recovers answers later. */
    private static boolean isSo(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (SQLException notNow) {
            return false;
        }
    }
}
