package net.korax.ams.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.korax.ams.card.CardRequest;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.CardUses;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.shared.TestTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is older than its rule says goes in one round, and nothing else does. */
class RetentionIT extends ContainerTest {

    /** How a row comes about whose moment is so long ago: {@code %1$s} is an id, {@code %2$s} the moment. */
    private static final Map<Rule, String> ROWS = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    Rule.ORIGIN_COUNTS,
                    "insert into origin_count values ('RESET', left(replace('%1$s', '-', ''), 16), %2$s, 1)"),
            Map.entry(
                    Rule.PASSWORD_WISHES,
                    "insert into password_reset (id, user_name_fingerprint, asked_at) values ('%1$s', '\\x00', %2$s)"),
            Map.entry(
                    Rule.PASSKEY_CEREMONIES,
                    "insert into passkey_ceremony (id, purpose, request, expires_at) values ('%1$s', 'SIGN_IN', '', %2$s)"),
            Map.entry(Rule.SIGN_IN_ATTEMPTS, "insert into sign_in_attempt values (decode('%1$s', 'escape'), 1, %2$s)"),
            Map.entry(
                    Rule.ENDED_VISITS,
                    "insert into visit (id, user_id, audience, token_hash, device, begun_at, last_seen_at, ends_at,"
                            + " proved_at, ended_at, end_reason) values ('%1$s', '%3$s', 'CUSTOMER', sha256('%1$s'),"
                            + " 'OTHER OTHER', %2$s - interval '1 hour', %2$s, %2$s, %2$s, %2$s, 'IDLE')"),
            Map.entry(
                    Rule.INVITATIONS,
                    "insert into invitation (id, user_name, user_name_key, roles, invited_by, invited_at, expires_at,"
                            + " token_fingerprint) values ('%1$s', '%1$s', '%1$s', 'staff', '%3$s', %2$s, %2$s,"
                            + " sha256('%1$s'))"),
            Map.entry(Rule.FACTOR_CHANGES, "insert into factor_change values ('%1$s', '%3$s', 'PASSWORD', %2$s, %2$s)"),
            Map.entry(
                    Rule.RETENTION_RUNS,
                    "insert into retention_run values ('%1$s', 'ENDED_VISITS', %2$s, %2$s, 0, 0, null)"),
            Map.entry(
                    Rule.FINISHED_ERASURES,
                    "with tomb as (insert into account (id, kind, service, status, opened_at, closed_at) values ('%1$s',"
                            + " 'COMPANY', 'FREE', 'CLOSED', %2$s, now()) returning id)"
                            + " insert into erasure (account_id, certificate_id, requested_at, step, counts, attempts, finished_at)"
                            + " select id, gen_random_uuid(), %2$s, 'DONE', '', 0, %2$s from tomb"),
            Map.entry(
                    Rule.TOMBSTONES,
                    "insert into account (id, kind, service, status, opened_at, closed_at) values ('%1$s', 'COMPANY',"
                            + " 'FREE', 'CLOSED', %2$s, %2$s)"),
            Map.entry(
                    Rule.VERIFICATION_LINKS,
                    "insert into email_verification values (sha256('%1$s'), '%4$s', '\\x00', %2$s)"),
            Map.entry(Rule.SENT_MAILS, "insert into sent_mail values (sha256('%1$s'), '%5$s', '\\x00', %2$s)"),
            Map.entry(
                    Rule.MAILS_GIVEN_UP,
                    "insert into mail_outbox values ('%1$s', '%5$s', '\\x00', '\\x00', '\\x00', 'QUARANTINED', 20, %2$s,"
                            + " %2$s, 'AWAY')"),
            Map.entry(
                    Rule.DATA_COPIES,
                    "insert into person_account (id, coverage, locale, frozen) values ('%1$s', 'LOST', 'en', true);"
                            + " insert into data_export (id, account_id, state, asked_at, ended_at)"
                            + " values ('%1$s', '%1$s', 'READY', %2$s, %2$s)"),
            Map.entry(
                    Rule.CONTACT_REQUESTS,
                    "insert into contact_request values ('%1$s', '%5$s', null, 'ADD', 'PHONE', 'CALL_BACK', '%3$s', %2$s,"
                            + " %2$s, 'WITHDRAWN', null, null, 0)"),
            Map.entry(
                    Rule.UNUSED_CARD_REQUESTS,
                    "insert into card_request (id, account_id, operation, channel, identity_check, made_by, made_at,"
                            + " expires_at, state) values ('%1$s', '%5$s', 'ADD', 'PHONE', 'CALL_BACK', '%3$s',"
                            + " %2$s - interval '1 day', %2$s, 'WITHDRAWN')")));

    @Inject
    private Retention retention;

    @Inject
    private RunBook book;

    @Inject
    private RetentionService service;

    @Inject
    private ChargeService charges;

    @BeforeEach
    void theHousesOwnRoundWasThere() throws Exception {
        Stores.run(
                "core",
                "insert into retention_run values (gen_random_uuid(), 'ENDED_VISITS', now(), now(), 0, 0, null)");
        for (String store : Stores.ALL) {
            Stores.run(store, "delete from lease where work = 'retention'");
        }
    }

    @Test
    @Tag("PCI-3.2.1")
    void rowsOlderThanTheirRule_goAndYoungerOnesStay() throws Exception {
        Customer anna = Customer.company();
        anna.addCard(Customer.VISA);
        for (Rule rule : ROWS.keySet()) {
            insert(rule, anna, "interval '" + rule.days() + " days 1 minute'");
            insert(rule, anna, "interval '" + (rule.days() - 1) + " days 23 hours'");
        }
        retention.go();
        Map<Rule, Long> after = counts();
        for (Rule rule : ROWS.keySet()) {
            RetentionRun run = book.last(rule);
            assertNull(run.getFailure(), rule + ": " + run.getFailure());
            assertTrue(run.getDeleted() >= 1, rule.toString());
            assertEquals(run.getFound(), run.getDeleted(), rule.toString());
            assertTrue(after.get(rule) >= 1, rule + ": the younger one stays");
            assertEquals(0, tooOld(rule), rule.toString());
        }
        retention.go();
        for (Rule rule : ROWS.keySet()) {
            assertEquals(0, book.last(rule).getDeleted(), rule + ": the second round finds nothing");
        }
    }

    @Test
    void chargesAndRefundsOfTenYearsAgo_goInTheirOrder() throws Exception {
        Customer anna = Customer.company();
        Staff.custodian().does(CardUses.askedFor(anna).get(0)::take);
        UUID card = anna.addCard(Customer.pan());
        UUID request = CardUses.record(anna, card, CardRequest.Operation.CHARGE, CardUses.PRICE);
        UUID young = Staff.custodian()
                .gets(() -> charges.charge(request, CardUses.PRICE))
                .getId();
        String others = "account_id = '" + anna.account() + "' and id <> '" + young + "'";
        assertTrue(Stores.count("vault", "reversal where " + others) > 0);
        Stores.run(
                "vault",
                "update reversal set decided_at = now() - interval '3654 days' where " + others,
                "update charge set decided_at = now() - interval '3654 days' where " + others);
        retention.go();
        assertEquals(0, Stores.count("vault", "reversal where " + others));
        assertEquals(0, Stores.count("vault", "charge where " + others));
        assertEquals(1, Stores.count("vault", "charge where id = '" + young + "'"));
    }

    @Test
    void moreThanOneBatch_goesInOneRound() throws Exception {
        Stores.run(
                "core",
                "insert into origin_count select 'RESET', lpad(to_hex(n), 16, '0'), now() - interval '3 days', 1"
                        + " from generate_series(1, 1201) n");
        retention.go();
        assertEquals(0, tooOld(Rule.ORIGIN_COUNTS));
        assertTrue(book.last(Rule.ORIGIN_COUNTS).getDeleted() >= 1201);
    }

    @Test
    void ruleThatFails_isToldAndTheOthersGo() throws Exception {
        Customer anna = Customer.company();
        insert(Rule.ORIGIN_COUNTS, anna, "interval '5 days'");
        insert(Rule.SENT_MAILS, anna, "interval '11 days'");
        Stores.run("core", "revoke delete on ams.origin_count from ams_core_app");
        try {
            retention.go();
        } finally {
            Stores.run("core", "grant delete on ams.origin_count to ams_core_app");
        }
        RetentionRun failed = book.last(Rule.ORIGIN_COUNTS);
        assertFalse(failed.getFailure().isEmpty());
        assertTrue(failed.getFound() >= 1);
        assertEquals(0, failed.getDeleted());
        assertEquals(0, tooOld(Rule.SENT_MAILS));
        assertTrue(
                Staff.operator().gets(service::failures).stream().anyMatch(run -> run.getRule() == Rule.ORIGIN_COUNTS));
        retention.go();
        assertEquals(0, tooOld(Rule.ORIGIN_COUNTS));
    }

    /** R13: a server that was stopped and comes back when another one has taken over. */
    @Test
    @Tag("R13")
    void serverThatLostItsLease_changesNothingAnyMore() throws Exception {
        Customer anna = Customer.company();
        insert(Rule.SENT_MAILS, anna, "interval '11 days'");
        Stores.run("person", "insert into lease values ('retention', gen_random_uuid(), now() + interval '1 hour', 7)");
        retention.go();
        assertEquals(1, tooOld(Rule.SENT_MAILS, anna));
        assertEquals(List.of("7"), Stores.column("person", "select epoch from lease where work = 'retention'"));

        Stores.run("person", "update lease set until = now() - interval '1 second' where work = 'retention'");
        retention.go();
        assertEquals(0, tooOld(Rule.SENT_MAILS, anna));
        assertEquals(List.of("8"), Stores.column("person", "select epoch from lease where work = 'retention'"));
    }

    @Test
    @Tag("R24")
    void round_isDueOnceAfterThreeInTheMorningAndMadeUpForWhenItWasMissed() {
        TestTime.at("2090-06-01T02:59:00Z", () -> {
            book.begin(Rule.ENDED_VISITS);
            assertFalse(book.isMine());
            assertEquals("2090-06-01T03:00:00Z", book.next().toString());
        });
        TestTime.at("2090-06-01T03:00:00Z", () -> {
            assertTrue(book.isMine());
            book.begin(Rule.ENDED_VISITS);
            assertFalse(book.isMine());
            assertEquals("2090-06-02T03:00:00Z", book.next().toString());
        });
        TestTime.at("2090-06-04T17:00:00Z", () -> assertTrue(book.isMine()));
        forget2090();
    }

    @Test
    @Tag("R24")
    void roundThatAnotherServerIsAt_isNotBegun() throws Exception {
        Stores.run("core", "insert into lease values ('retention', gen_random_uuid(), timestamptz '2091-01-01Z', 1)");
        TestTime.at("2090-06-04T17:00:00Z", () -> assertFalse(book.isMine()));
        TestTime.at("2091-06-04T17:00:00Z", () -> assertTrue(book.isMine()));
        forget2090();
    }

    @Test
    void eachRule_findsItsRowsByAnIndex() throws Exception {
        for (Rule rule : Rule.values()) {
            if (rule.isOfATable()) {
                assertTrue(
                        Stores.count(
                                        store(rule),
                                        "pg_indexes where schemaname = 'ams' and tablename = '" + rule.table()
                                                + "' and indexdef ~ '\\(" + rule.moment() + "[,) ]'")
                                > 0,
                        rule + " has no index on " + rule.moment());
            }
        }
    }

    private static void insert(Rule rule, Customer anna, String ago) throws Exception {
        Stores.run(
                store(rule),
                ROWS.get(rule)
                        .formatted(
                                UUID.randomUUID(),
                                "(now() - " + ago + ")",
                                anna.user(),
                                anna.contact(),
                                anna.account()));
    }

    private static Map<Rule, Long> counts() throws Exception {
        Map<Rule, Long> counts = new EnumMap<>(Rule.class);
        for (Rule rule : ROWS.keySet()) {
            counts.put(rule, Stores.count(store(rule), rule.table()));
        }
        return counts;
    }

    private static long tooOld(Rule rule) throws Exception {
        return Stores.count(
                store(rule),
                rule.countQuery()
                        .replace("select count(*) from ", "")
                        .replace("?1", "now() - interval '" + rule.days() + " days'"));
    }

    private static long tooOld(Rule rule, Customer anna) throws Exception {
        return Stores.count(
                store(rule),
                rule.table() + " where account_id = '" + anna.account() + "' and " + rule.moment()
                        + " < now() - interval '" + rule.days() + " days'");
    }

    private static String store(Rule rule) {
        return rule.store().label();
    }

    private static void forget2090() {
        try {
            Stores.run("core", "delete from retention_run where begun_at > now() + interval '1 day'");
            Stores.run("core", "delete from lease where work = 'retention'");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
