package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P03 when things go wrong: a house of its own loses its power in the middle of erasures, and gets an old backup back. */
@ExtendWith(House.Resolver.class)
@Tag("P03")
class ErasureFaultsIT {

    private static final List<String> STEPS =
            List.of("SEARCH", "SETTLE", "TELL", "CARDS", "PERSON", "LOG_IN", "TOMBSTONE", "CERTIFY", "DONE");

    private static SecondHouse second;

    @BeforeAll
    static void begin(House house) {
        second = new SecondHouse(house);
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    @Test
    @Tag("TEST-ERA-03")
    @Tag("R20")
    void powerLostBetweenAnyTwoSteps_everyErasureIsFinishedAfterwards(House house) throws Exception {
        Map<String, String> accounts = new LinkedHashMap<>();
        for (String step : STEPS) {
            accounts.put(step, open(house, "Stop").account());
        }
        try (Connection holding = second.superuser("core")) {
            // As long as this connection lives, no erasure is noted to have come to its stop: the work is done and
            // nobody knows it.
            run(holding, "select pg_advisory_lock(4711)", """
                    create table ams.it_stop (account uuid, step text)""", """
                    create function ams.it_stop() returns trigger language plpgsql security definer as $$ begin
                      if exists (select 1 from ams.it_stop s where s.account = new.account_id and s.step = new.step)
                         and old.step <> new.step and not pg_try_advisory_xact_lock_shared(4711) then raise 'stopped'; end if;
                      return new; end $$""", """
                    create trigger it_stop before update on ams.erasure for each row execute function ams.it_stop()""");
            for (Map.Entry<String, String> account : accounts.entrySet()) {
                run(
                        holding,
                        "insert into ams.it_stop values ('" + account.getValue() + "', '" + account.getKey() + "')",
                        "update ams.account set status = 'CLOSING' where id = '" + account.getValue() + "'",
                        "insert into ams.erasure (account_id, certificate_id, requested_at, step, counts, attempts) values ('"
                                + account.getValue()
                                + "', gen_random_uuid(), now() - interval '1 minute', 'FREEZE', '', 0)");
            }
            for (int at = 0; at < STEPS.size(); at++) {
                String before = at == 0 ? "FREEZE" : STEPS.get(at - 1);
                String account = accounts.get(STEPS.get(at));
                until(
                        "an erasure that stands before " + STEPS.get(at),
                        () -> 1
                                == count(
                                        "core",
                                        "erasure where account_id = '" + account + "' and attempts > 0 and step = '"
                                                + before + "'"));
            }
            second.killEverything();
        }

        second.start();

        for (Map.Entry<String, String> account : accounts.entrySet()) {
            String erasure = "erasure where account_id = '" + account.getValue()
                    + "' and step = 'DONE' and certificate is not null";
            until("the end of an erasure stopped before " + account.getKey(), () -> count("core", erasure) == 1);
            assertGone(account.getValue());
        }
    }

    @Test
    @Tag("TEST-ERA-02")
    @Tag("R19")
    void backupFromBeforeAnErasure_isErasedAgainBeforeAnybodyIsAnswered(House house) throws Exception {
        Opened rita = open(house, "Rita");
        second.close();
        Path data = second.home().resolve("data");
        Path backup = second.home().resolve("backup");
        copy(data, backup);
        second.start();
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn(rita.userName(), Newcomer.PASSWORD);
            visit.open("/customer/data.xhtml");
            visit.fill("account", rita.number());
            visit.sendAndConfirm("close");
            visit.page().waitForURL("**/closed.xhtml?id=*");
        }
        assertGone(rita.account());
        String certificate =
                text("select certificate_id::text from ams.erasure where account_id = '" + rita.account() + "'");
        second.close();
        House.delete(data);
        copy(backup, data);

        Watch watch = new Watch(rita);
        Thread watching = new Thread(watch);
        watching.start();
        second.start();
        watching.join();

        assertTrue(watch.wasBack, "the backup did not bring the account back");
        assertTrue(watch.statuses.contains(200), watch.statuses.toString());
        assertEquals(0, watch.leftAtFirstAnswer, "somebody was answered before: " + watch.statuses);
        assertGone(rita.account());
        assertEquals(
                certificate,
                text("select certificate_id::text from ams.erasure where certificate is not null and account_id = '"
                        + rita.account() + "'"));
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn(rita.userName(), Newcomer.PASSWORD);
            assertEquals("/sign-in.xhtml", visit.path());
            visit.signIn("anna", House.PASSWORD);
            assertEquals("/customer/overview.xhtml", visit.path(), "others are not back");
        }
    }

    @Test
    void whileTheLedgerOfErasuresCannotBeRead_nobodyIsAnswered() throws Exception {
        second.close();
        Path unreadable = Files.createDirectories(second.home().resolve("erasures/unreadable.log"));
        Thread starting = new Thread(second::start);
        starting.start();
        try {
            // Before the pages have come, the server has answers of its own: 404, then 503, then 500.
            until("pages that let nobody in", () -> isNotYetOpen("/sign-in.xhtml"));
            for (String page :
                    List.of("/", "/sign-in.xhtml", "/customer/overview.xhtml", "/jakarta.faces.resource/ams.css")) {
                HttpResponse<String> answer = new Wire(second).get(page);
                assertEquals(503, answer.statusCode(), page);
                assertEquals(List.of("5"), answer.headers().allValues("Retry-After"), page);
            }
        } finally {
            Files.delete(unreadable);
            starting.join();
        }
        until("somebody who is let in", () -> Wire.status(second.baseUrl() + "/sign-in.xhtml") == 200);
    }

    private static boolean isNotYetOpen(String page) {
        return Wire.status(second.baseUrl() + page) == 503
                && new Wire(second).get(page).body().startsWith("Not yet open.");
    }

    /** An account as it was opened in the pages. */
    private record Opened(String userName, String account, String number) {}

    /** Looks from the outside at a house that starts, until it answers. */
    private static final class Watch implements Runnable {

        private final Opened who;
        private final List<Integer> statuses = new java.util.concurrent.CopyOnWriteArrayList<>();
        private volatile boolean wasBack;
        private volatile long leftAtFirstAnswer = -1;

        Watch(Opened who) {
            this.who = who;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + java.time.Duration.ofMinutes(5).toNanos();
            while (leftAtFirstAnswer < 0 && System.nanoTime() < end) {
                int status = Wire.status(second.baseUrl() + "/sign-in.xhtml");
                statuses.add(status);
                try {
                    long there = count("core", "app_user where account_id = '" + who.account() + "'")
                            + count("person", "account_holder where account_id = '" + who.account() + "'");
                    wasBack |= there == 2;
                    if (status == 200) {
                        leftAtFirstAnswer = there;
                    }
                    Thread.sleep(50);
                } catch (SQLException notYet) {
                    // The database starts, too.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private static Opened open(House house, String first) throws SQLException {
        try (Newcomer newcomer = Newcomer.at(house.visitAt(second.baseUrl()), first)
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .typingCard(Newcomer.VISA)
                .opening()) {
            String name = newcomer.userName();
            String account = text("select account_id::text from ams.app_user where user_name = '" + name + "'");
            return new Opened(name, account, text("select number from ams.account where id = '" + account + "'"));
        }
    }

    private static void assertGone(String account) throws SQLException {
        for (String table : List.of("app_user", "service_order")) {
            assertEquals(0, count("core", table + " where account_id = '" + account + "'"), table);
        }
        for (String table : List.of("account_holder", "contact_person", "person_key", "mail_outbox", "search_token")) {
            assertEquals(0, count("person", table + " where account_id = '" + account + "'"), table);
        }
        for (String table : List.of("card", "card_key", "card_request", "charge", "custody_entry")) {
            assertEquals(0, count("vault", table + " where account_id = '" + account + "'"), table);
        }
        assertEquals(1, count("core", "account where id = '" + account + "' and number is null"));
    }

    private static long count(String store, String tableAndCondition) throws SQLException {
        try (Connection connection = second.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from ams." + tableAndCondition)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String text(String query) throws SQLException {
        try (Connection connection = second.superuser("core");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + java.time.Duration.ofMinutes(3).toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + what);
            }
            Thread.sleep(300);
        }
    }
}
