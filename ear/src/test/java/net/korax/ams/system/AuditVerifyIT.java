package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The trail of a house of its own, checked from outside by the command. */
@ExtendWith(House.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditVerifyIT {

    private static final int BAD = 1;
    private static final int UNCHECKED = 2;

    private SecondHouse second;

    @BeforeAll
    void open(House house) {
        second = new SecondHouse(house);
        second.start();
    }

    @AfterAll
    void close() {
        second.close();
    }

    @Test
    @Tag("TEST-AUD-05")
    void killedInTheMiddle_losesNoEntry_andTheTrailHolds(House house) throws Exception {
        for (boolean everything : new boolean[] {false, true}) {
            long before = entries("sign-in");
            int done = 0;
            for (int i = 0; i < 5; i++) {
                try (Visit visit = house.visitAt(second.baseUrl())) {
                    visit.signIn("anna", House.PASSWORD);
                    assertEquals("/customer/overview.xhtml", visit.path());
                    done++;
                }
            }
            if (everything) {
                second.killEverything();
            } else {
                second.server().destroyForcibly();
                second.awaitEnd();
            }
            second.start();
            awaitEmptyOutboxes();
            assertEquals(before + done, entries("sign-in"), "each sign-in is there once");
            SecondHouse.Ran ran = second.run("audit-verify");
            assertEquals(0, ran.code(), ran.output());
        }
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-01")
    @Tag("TEST-AUD-02")
    void command_namesTheFirstBadEntry_andEndsAccordingly(House house) throws Exception {
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn("anna", House.PASSWORD);
        }
        awaitEmptyOutboxes();
        Path checkpoints = second.home().resolve("audit").resolve("checkpoints.log");
        for (int tries = 0; tries < 90 && !Files.exists(checkpoints); tries++) {
            TimeUnit.SECONDS.sleep(1);
        }
        SecondHouse.Ran whole = second.run("audit-verify");
        assertEquals(0, whole.code(), whole.output());
        assertTrue(whole.output().contains("The audit trail holds."), whole.output());

        long seq = number("select max(seq) / 2 from ams.audit_event");
        String actor = text("select actor from ams.audit_event where seq = " + seq);
        bend("update ams.audit_event set actor = 'altered' where seq = " + seq);
        SecondHouse.Ran bent = second.run("audit-verify");
        assertEquals(BAD, bent.code());
        assertTrue(bent.output().contains("BAD: entry " + seq + " was changed."), bent.output());
        SecondHouse.Ran read = second.run("audit-verify", "--json");
        assertEquals(BAD, read.code());
        assertTrue(read.output().contains("\"bad\":{\"entry\":" + seq + ",\"fault\":\"CHANGED\"}"), read.output());
        assertFalse(read.output().strip().contains("\n"), "one line for a machine");
        bend("update ams.audit_event set actor = '" + actor + "' where seq = " + seq);

        Path away = Files.move(checkpoints, checkpoints.resolveSibling("away"));
        SecondHouse.Ran alone = second.run("audit-verify");
        assertEquals(UNCHECKED, alone.code(), alone.output());
        Files.move(away, checkpoints);
        assertEquals(UNCHECKED, second.run("audit-verify", "--key", "none.pem").code());
        SecondHouse.Ran again = second.run("audit-verify", "--json");
        assertEquals(0, again.code(), again.output());
        assertTrue(again.output().startsWith("{\"holds\":true,"), again.output());

        second.close();
        String last = Files.readAllLines(checkpoints)
                .get(Files.readAllLines(checkpoints).size() - 1);
        SecondHouse.Ran asleep = second.run("audit-verify", "--json");
        assertEquals(0, asleep.code(), asleep.output());
        assertTrue(
                asleep.output().contains("\"signedUpTo\":" + last.split(" ")[2] + ",")
                        && asleep.output().contains("\"last\":" + last.split(" ")[2] + ","),
                "a house that stops signs its last entry: " + last + asleep.output());
        second.start();
    }

    private void awaitEmptyOutboxes() throws Exception {
        for (int tries = 0; tries < 60; tries++) {
            long waiting = 0;
            for (String store : new String[] {"core", "person", "vault"}) {
                waiting += number(store, "select count(*) from ams.audit_outbox");
            }
            if (waiting == 0) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("entries wait");
    }

    private long entries(String operation) throws Exception {
        awaitEmptyOutboxes();
        return number("select count(*) from ams.audit_event where operation = '" + operation + "'");
    }

    private void bend(String sql) throws SQLException {
        try (Connection connection = second.superuser("core");
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        return number("core", sql);
    }

    private long number(String store, String sql) throws SQLException {
        try (Connection connection = second.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = second.superuser("core");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
