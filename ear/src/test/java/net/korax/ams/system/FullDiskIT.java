package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A house whose disks are full, the one of its databases or the one of its logs, while people work in it as {@link Survival} says. */
class FullDiskIT {

    private static final int ROUNDS = Integer.getInteger("ams.faults.rounds", 3);
    private static final long SEED = Long.getLong("ams.faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final String CARDS = "/customer/cards.xhtml";

    private static SecondHouse second;
    private static SmallDisk data;
    private static SmallDisk log;

    @BeforeAll
    static void begin() throws Exception {
        System.out.println("ams.faults.seed=" + SEED);
        second = SecondHouse.alone(Map.of());
        data = SmallDisk.at(second.home().resolve("data"), "256m");
        log = SmallDisk.at(second.home().resolve("log"), "16m");
        second.start();
    }

    @AfterAll
    static void end() throws Exception {
        if (log != null) {
            data.empty();
            log.empty();
            second.close();
            log.close();
        }
        if (data != null) {
            data.close();
        }
    }

    @Test
    @Tag("R04")
    void fullDiskOfTheDatabase_refusesWithAPageOfOurs_losesNothing_andNeedsNoRepair() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Wire reader = reader();
            boolean toTheLast = round % 2 == 1;
            Survival.of(second, RANDOM, people -> {
                data.fill();
                if (toTheLast) {
                    useUpTheLog();
                }
                Survival.until("a change is refused", () -> people.stream().anyMatch(one -> one.failures() > 0));
                HttpResponse<String> page = reader.get(CARDS);
                assertTrue(Set.of(200, 503).contains(page.statusCode()), page.statusCode() + " " + page.body());
                data.empty();
                Survival.goesOn(people);
                for (BusyCustomer one : people) {
                    assertTrue(Set.of(503).containsAll(one.faults()), () -> one.faults() + recorded());
                }
            });
        }
    }

    @Test
    @Tag("R05")
    void fullDiskOfTheLogs_keepsNobodyFromWork_andNoChangeFromTheTrail() throws Exception {
        Wire reader = reader();
        Survival.of(second, RANDOM, people -> {
            log.fill();
            fillThePipe(reader);
            Survival.goesOn(people);
            log.empty();
            long before = Files.size(serverLog());
            Survival.until("the log grows again", () -> {
                fault(reader);
                return Files.size(serverLog()) > before;
            });
        });
    }

    /** More of the write-ahead log is asked for than there is room; PostgreSQL falls over that, and cannot get up again. */
    private static void useUpTheLog() throws Exception {
        Survival.until("the write-ahead log is full", () -> {
            try (Connection core = second.superuser("core");
                    Statement statement = core.createStatement()) {
                for (int segments = 0; segments < 100; segments++) {
                    statement.execute("select pg_logical_emit_message(false, 'it', 'x'), pg_switch_wal()");
                }
                return false;
            } catch (SQLException fallen) {
                return true;
            }
        });
    }

    /** The server says more than anybody keeps who takes it from its pipe. */
    private static void fillThePipe(Wire reader) throws Exception {
        for (int times = 0; times < 60; times++) {
            fault(reader);
        }
    }

    /** Something breaks on our side, of which the log has a record of several thousand bytes. */
    private static void fault(Wire reader) throws Exception {
        try (Connection vault = second.superuser("vault");
                Statement statement = vault.createStatement()) {
            statement.execute("alter table ams.card rename to card_away");
            try {
                assertEquals(500, reader.get(CARDS).statusCode());
            } finally {
                statement.execute("alter table ams.card_away rename to card");
            }
        }
    }

    /** What the house noted of what broke on its side. */
    private static String recorded() {
        try (Stream<String> lines = Files.lines(second.home().resolve("log").resolve("ams-0.log"))) {
            return lines.filter(line -> line.contains("support.Fault\"")).collect(Collectors.joining("\n", "\n", ""));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path serverLog() {
        return second.home().resolve("log").resolve("server.log");
    }

    private static Wire reader() {
        Wire wire = new Wire(second);
        assertEquals(302, wire.signIn("chloe", House.PASSWORD).statusCode());
        return wire;
    }
}
