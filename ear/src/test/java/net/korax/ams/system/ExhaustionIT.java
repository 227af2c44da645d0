package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A house that runs out of what it works with, memory, threads or connections, while people work in it as {@link Survival} says. */
class ExhaustionIT {

    private static final long SEED = Long.getLong("ams.faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final int SLOW = 250;
    private static final int CROWD = 80;
    private static final int ENOUGH = 25;
    private static final String LARGE = "/jakarta.faces.resource/components.js.xhtml?ln=primefaces";
    private static final String CARDS = "/customer/cards.xhtml";
    private static final int WATCH = SecondHouse.free();

    private static SecondHouse second;

    /** With little memory, of which it gives away more than it has when many sign in at once: 19 MiB for each password. */
    @BeforeAll
    static void begin() {
        System.out.println("ams.faults.seed=" + SEED);
        second = SecondHouse.alone(Map.of(
                "AMS_OPS_PORT",
                Integer.toString(WATCH),
                "AMS_PASSWORDS_AT_ONCE",
                Integer.toString(CROWD),
                "_JAVA_OPTIONS",
                "-Xmx320m"));
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    @Test
    @Tag("R16")
    void serverWithoutMemory_ends_leavesNoPictureOfIt_andLosesNothingThatWasAcknowledged() throws Exception {
        Survival.of(second, RANDOM, people -> {
            ProcessHandle server = second.server();
            rush();
            Survival.until("the server has ended", () -> !server.isAlive());
            assertTrue(second.awaitEnd() > 0);
            assertTrue(second.said().contains("The server ended by itself with code 3"), second.said());
            assertEquals(List.of(), pictures());
            second.start();
        });
    }

    @Test
    @Tag("R17")
    void callersWhoAreSlow_keepNobodyFromAnAnswer_andAreGivenUp() throws Exception {
        assertEquals(200, new Wire(second).get(LARGE).statusCode());
        try (SlowCallers slow = new SlowCallers(second, LARGE)) {
            Survival.of(second, RANDOM, people -> {
                for (SlowCallers.Kind kind : SlowCallers.Kind.values()) {
                    slow.come(kind, SLOW);
                }
                for (int times = 0; times < 10; times++) {
                    Instant asked = Instant.now();
                    int status = new Wire(second).get("/sign-in.xhtml").statusCode();
                    Duration waited = Duration.between(asked, Instant.now());
                    assertTrue(Set.of(200, 503).contains(status), "answered with " + status);
                    assertTrue(waited.toSeconds() < 10, "answered after " + waited);
                    assertEquals(200, ReadyIT.get(watch(), "/live").statusCode());
                    HttpResponse<String> ready = ReadyIT.get(watch(), "/ready");
                    assertEquals(200, ready.statusCode(), ready.body());
                    TimeUnit.SECONDS.sleep(1);
                }
                // They are there still, and have no thread any more.
                Survival.goesOn(people);
            });
        }
    }

    @Test
    @Tag("R17")
    void moreRequestsThanConnections_areToldToComeAgain_andTheHouseGoesOn() throws Exception {
        Wire reader = new Wire(second);
        assertEquals(302, reader.signIn("chloe", House.PASSWORD).statusCode());
        Survival.of(second, RANDOM, people -> {
            List<HttpResponse<String>> answers = whileCardsAreLocked(reader);
            List<HttpResponse<String>> inVain = answers.stream()
                    .filter(answer -> answer.statusCode() != 200)
                    .toList();
            assertFalse(inVain.isEmpty(), "there were connections for all");
            for (HttpResponse<String> answer : inVain) {
                assertEquals(503, answer.statusCode(), answer.body());
                assertEquals(List.of("5"), answer.headers().allValues("Retry-After"));
                assertTrue(answer.body().contains("We cannot do that at this moment"), answer.body());
            }
            for (BusyCustomer one : people) {
                assertTrue(Set.of(503).containsAll(one.faults()), one.faults().toString());
            }
        });
    }

    /** What is answered to more people than there are connections, who all want to see cards while these are locked. */
    private static List<HttpResponse<String>> whileCardsAreLocked(Wire reader) throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        try (Connection vault = second.superuser("vault");
                Statement statement = vault.createStatement()) {
            vault.setAutoCommit(false);
            statement.execute("lock table ams.card in access exclusive mode");
            List<Future<HttpResponse<String>>> asked = IntStream.range(0, CROWD)
                    .mapToObj(one -> crowd.submit(() -> reader.get(CARDS)))
                    .toList();
            Survival.until("somebody is turned away", () -> asked.stream().anyMatch(Future::isDone));
            vault.rollback();
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            crowd.shutdownNow();
        }
    }

    /** Everybody signs in at once: they have to wait for the same, and then are let in together. */
    private static void rush() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        try (Connection core = second.superuser("core");
                Statement statement = core.createStatement()) {
            core.setAutoCommit(false);
            statement.execute("lock table ams.app_user in access exclusive mode");
            for (int one = 0; one < CROWD; one++) {
                String name = "nobody-" + one;
                crowd.submit(() -> new Wire(second).signIn(name, "guessed at random"));
            }
            Survival.until("they wait", () -> {
                try (ResultSet waiting = statement.executeQuery(
                        "select count(*) from pg_locks where not granted and locktype = 'relation'")) {
                    return waiting.next() && waiting.getInt(1) >= ENOUGH;
                }
            });
            core.rollback();
            crowd.shutdown();
            crowd.awaitTermination(1, TimeUnit.MINUTES);
        } finally {
            crowd.shutdownNow();
        }
    }

    /** Files to which a Java machine or a kernel writes what was in memory. */
    private static List<Path> pictures() throws IOException {
        try (Stream<Path> files = Files.walk(second.home())) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.hprof|hs_err.*|core(\\.\\d+)?"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static String watch() {
        return "http://127.0.0.1:" + WATCH;
    }
}
