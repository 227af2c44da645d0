package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two custodians renew the key over all card keys, and the power goes in the middle of every step: no card is lost. */
@ExtendWith(House.Resolver.class)
class RenewalIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UNFINISHED = "Another renewal is not at its end yet. One key is renewed at a time.";
    private static final String NOT_ASKED =
            "This renewal waits for nobody any more. Look at its state, and begin anew if it has ended.";

    /** A step halts for as long as its name stands in a table: after what it did, before that is committed; a batch at its second row. */
    private static final String SNARES = """
            create table ams.snare (step text primary key);
            grant select on ams.snare to public;
            insert into ams.snare values ('BARRIER'), ('ACTIVE'), ('MIGRATE'), ('BATCH'), ('VERIFY'), ('DECRYPT_ONLY');
            create function ams.halt() returns trigger language plpgsql as $$
              declare
                here text := case tg_table_name when 'card_key' then 'BATCH' else to_jsonb(new) ->> 'state' end;
              begin
                if here = 'BATCH' and (select count(*) from ams.card_key where kek_version = 2) < 2 then
                  return new;
                end if;
                while exists (select 1 from ams.snare s where s.step = here) loop
                  perform set_config('application_name', 'halted at ' || here, false);
                  perform pg_sleep(0.1);
                end loop;
                return new;
              end $$;
            create trigger snare after update on ams.rotation_job for each row
              when (new.state is distinct from old.state) execute function ams.halt();
            create trigger snare after update on ams.card_key for each row execute function ams.halt();
            """;

    @Test
    @Tag("PCI-3.7.4")
    @Tag("PCI-3.7.6")
    @Tag("R08")
    void powerGoesInEveryStep_andEveryCardOpens(House house) throws Exception {
        try (SecondHouse second = new SecondHouse(house)) {
            second.start();
            run(second, SNARES);
            askAndApprove(house, second);
            for (String step : new String[] {"BARRIER", "ACTIVE", "MIGRATE", "BATCH", "VERIFY", "DECRYPT_ONLY"}) {
                awaitHalt(second, step);
                second.killEverything();
                second.start();
                endTheLeaseOfTheDead(second);
                assertCardsOpen(house, second);
                awaitHalt(second, step);
                if (step.equals("BATCH")) {
                    watchTheBatch(house, second);
                } else {
                    release(second, step);
                }
            }
            await(second, "select count(*) from ams.rotation_job where state = 'DECRYPT_ONLY' and failed = 0");
            assertEquals(0, count(second, "select count(*) from ams.card_key where kek_version <> 2"));
            assertTrue(count(second, "select count(*) from ams.card_key where kek_version = 2") > 0);
            assertCardsOpen(house, second);
        }
    }

    /** Whoever presses a button that was there before somebody else was faster hears so, and sees how things stand. */
    private static void askAndApprove(House house, SecondHouse second) {
        try (Visit carl = house.visitAt(second.baseUrl());
                Visit clara = house.visitAt(second.baseUrl())) {
            for (Visit visit : List.of(carl, clara)) {
                visit.signInStaff(visit == carl ? "carl" : "clara");
                visit.open("/custodian/keys.xhtml");
            }
            carl.sendAndConfirm("ask");
            assertTrue(carl.shows("waits for the approval"), carl.text());
            assertFalse(carl.has("approve"), "nobody approves what he has asked for");
            clara.open("/custodian/keys.xhtml");
            carl.send("withdraw");
            clara.sendAndConfirm("approve");
            assertEquals(List.of(NOT_ASKED), clara.summary());
            assertFalse(clara.has("approve"), "what was withdrawn is not approved");
            carl.sendAndConfirm("ask");
            clara.sendAndConfirm("ask");
            assertEquals(List.of(UNFINISHED), clara.summary());
            clara.sendAndConfirm("approve");
            assertTrue(clara.shows("The renewal has begun"), clara.text());
        }
    }

    /** An operator sees the bar move by itself, and has no button. */
    private static void watchTheBatch(House house, SecondHouse second) throws SQLException {
        try (Visit olga = house.visitAt(second.baseUrl())) {
            olga.signInStaff("olga");
            olga.open("/operator/keys.xhtml");
            assertEquals("0", olga.page().locator("progress").getAttribute("value"));
            assertFalse(olga.has("pause"), olga.text());
            release(second, "BATCH");
            olga.waitFor("progress:not([value='0'])");
        }
    }

    private static void release(SecondHouse second, String step) throws SQLException {
        run(second, "delete from ams.snare where step = '" + step + "'");
    }

    private static void assertCardsOpen(House house, SecondHouse second) {
        for (String name : new String[] {"anna", "bruno"}) {
            try (Visit visit = house.visitAt(second.baseUrl())) {
                visit.signIn(name, House.PASSWORD);
                visit.open("/customer/cards.xhtml");
                assertTrue(
                        visit.page()
                                .locator(".card-foot")
                                .first()
                                .innerText()
                                .toLowerCase()
                                .contains(name),
                        visit.text());
            }
        }
    }

    /** Unless the new server holds the job already, because the dead one had not yet written that it did. */
    private static void endTheLeaseOfTheDead(SecondHouse second) throws SQLException {
        run(
                second,
                "update ams.lease set until = now()"
                        + " where work in (select work from ams.lease for update skip locked)");
    }

    private static void awaitHalt(SecondHouse second, String step) throws Exception {
        await(second, "select count(*) from pg_stat_activity where application_name = 'halted at " + step + "'");
    }

    private static void await(SecondHouse second, String query) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (count(second, query) == 0) {
            assertTrue(Instant.now().isBefore(end), query);
            Thread.sleep(200);
        }
    }

    private static void run(SecondHouse second, String sql) throws SQLException {
        try (Connection vault = second.superuser("vault");
                Statement statement = vault.createStatement()) {
            statement.setQueryTimeout(60);
            statement.execute(sql);
        }
    }

    private static long count(SecondHouse second, String query) throws SQLException {
        try (Connection vault = second.superuser("vault");
                Statement statement = vault.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
