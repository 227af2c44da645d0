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

/**
 * Something bad happens to a house while people work in it. Afterwards their work goes on, each change that was acknowledged is there
 * once, each other one wholly or not at all, nobody has seen how the house is built, and the trail holds.
 */
final class Survival {

    /** Something bad. */
    interface Fault {

        /** @param people who are at work, a holder and a card */
        void happen(List<BusyCustomer> people) throws Exception;
    }

    private Survival() {}

    /** @param random draws the moment */
    static void of(SecondHouse house, Random random, Fault fault) throws Exception {
        long holders = entries(house, "holder.change");
        long cards = entries(house, "card.change");
        BusyCustomer anna = new BusyCustomer(house, "anna", BusyCustomer.Change.HOLDER);
        BusyCustomer bruno = new BusyCustomer(house, "bruno", BusyCustomer.Change.CARD);
        List<Thread> busy = List.of(new Thread(anna), new Thread(bruno));
        busy.forEach(Thread::start);
        try {
            until("work", () -> anna.acknowledged() > 0 && bruno.acknowledged() > 0);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2000));

            fault.happen(List.of(anna, bruno));

            goesOn(List.of(anna, bruno));
        } finally {
            anna.stop();
            bruno.stop();
            for (Thread thread : busy) {
                thread.join();
            }
        }
        until("an empty outbox", () -> waiting(house) == 0);
        check(anna, entries(house, "holder.change") - holders);
        check(bruno, entries(house, "card.change") - cards);
        SecondHouse.Ran verified = house.run("audit-verify");
        assertEquals(0, verified.code(), verified.output());
    }

    /** Each of them has something acknowledged from now on. */
    static void goesOn(List<BusyCustomer> people) throws Exception {
        List<Integer> before = people.stream().map(BusyCustomer::acknowledged).toList();
        for (int i = 0; i < before.size(); i++) {
            int one = i;
            until("work goes on", () -> people.get(one).acknowledged() > before.get(one));
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

    private static long entries(SecondHouse house, String operation) throws SQLException {
        return number(
                house,
                "core",
                "select count(*) from ams.audit_event where outcome = 'DONE' and operation = '" + operation + "'");
    }

    private static long waiting(SecondHouse house) throws SQLException {
        long waiting = 0;
        for (String store : List.of("core", "person", "vault")) {
            waiting += number(house, store, "select count(*) from ams.audit_outbox");
        }
        return waiting;
    }

    private static long number(SecondHouse house, String store, String query) throws SQLException {
        try (Connection connection = house.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static void until(String what, Callable<Boolean> condition) throws Exception {
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
