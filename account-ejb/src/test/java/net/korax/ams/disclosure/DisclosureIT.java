package net.korax.ams.disclosure;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.korax.ams.consent.Consent;
import net.korax.ams.consent.ConsentService;
import net.korax.ams.consent.DataClass;
import net.korax.ams.consent.PurposeService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Purposes;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P01: nothing goes to anybody outside without a live consent that is older, in the service and in plain SQL, at any moment. */
class DisclosureIT extends ContainerTest {

    private static final Set<DataClass> NAMES = Set.of(DataClass.NAMES);

    @Inject
    private ConsentService consents;

    @Inject
    private DisclosureService disclosures;

    @Inject
    private PurposeService purposes;

    private Staff clerk;
    private Customer anna;
    private UUID purpose;

    @BeforeEach
    void aCustomerAndAPurpose() throws Exception {
        clerk = Staff.clerk();
        anna = Customer.company();
        purpose = Purposes.defined();
    }

    @Test
    @Tag("P01")
    void underALiveConsent_somethingIsDisclosedAndTheCustomerIsTold() throws Exception {
        UUID consent = consent();
        clerk.does(() -> disclosures.record(anna.account(), consent, NAMES));
        Disclosure seen = anna.gets(disclosures::mine).get(0);
        assertEquals(NAMES, seen.getData());
        assertEquals(clerk.number(), seen.getStaffNumber());
        assertEquals(purpose, seen.getConsent().getPurpose().getId());
        Mailbox.of(anna.email()).await(seen.getConsent().getPurpose().getRecipient());
        assertEquals(
                1,
                Trail.entries("operation = 'disclosure.record' and outcome = 'DONE' and request_id = '" + consent + "'")
                        .size());
    }

    @Test
    void withoutAConsent_nothingIs() throws Exception {
        assertEquals(List.of(), clerk.gets(() -> disclosures.liveConsents(anna.account())));
        assertRefused(
                "not-found", () -> clerk.does(() -> disclosures.record(anna.account(), UUID.randomUUID(), NAMES)));
        UUID ofAnna = consent();
        Customer bruno = Customer.company();
        assertRefused("not-found", () -> clerk.does(() -> disclosures.record(bruno.account(), ofAnna, NAMES)));
    }

    @Test
    @Tag("P01")
    void underAWithdrawnConsent_nothingIsDisclosedAndTryingLeavesAnEvent() throws Exception {
        UUID consent = consent();
        anna.does(() -> consents.withdraw(consent));
        assertRefused(
                "disclosure.no-consent", () -> clerk.does(() -> disclosures.record(anna.account(), consent, NAMES)));
        assertEquals(1, Trail.refusals(clerk, "disclosure.record", consent));
        assertEquals(List.of(), anna.gets(disclosures::mine));
        assertFalse(anna.gets(consents::mine).get(0).isLive());
    }

    @Test
    void underAPurposeThatHasEnded_nothingIs() throws Exception {
        UUID consent = consent();
        Staff.operator().does(() -> purposes.end(purpose));
        assertRefused(
                "disclosure.no-consent", () -> clerk.does(() -> disclosures.record(anna.account(), consent, NAMES)));
        assertRefused("consent.purpose-ended", () -> anna.does(() -> consents.give(purpose)));
        assertSqlRefused("disclosure_consent", insert(anna.account(), consent, "NAMES", "now()"));
    }

    @Test
    void dataThatTheConsentDoesNotName_areNotDisclosed() throws Exception {
        UUID consent = consent();
        assertRefused(
                "disclosure.beyond-consent",
                () -> clerk.does(() ->
                        disclosures.record(anna.account(), consent, EnumSet.of(DataClass.NAMES, DataClass.EMAILS))));
        assertEquals(1, Trail.refusals(clerk, "disclosure.record", consent));
        assertRefused(
                "disclosure.data.required",
                () -> clerk.does(() -> disclosures.record(anna.account(), consent, Set.of())));
    }

    @Test
    void consentGivenAgain_isANewOneAndGivingTwiceIsOne() throws Exception {
        UUID first = consent();
        anna.does(() -> consents.give(purpose));
        assertEquals(1, anna.gets(consents::mine).size());
        anna.does(() -> consents.withdraw(first));
        anna.does(() -> consents.withdraw(first));
        UUID second = consent();
        assertFalse(first.equals(second));
        clerk.does(() -> disclosures.record(anna.account(), second, NAMES));
        assertRefused(
                "disclosure.no-consent", () -> clerk.does(() -> disclosures.record(anna.account(), first, NAMES)));
    }

    @Test
    void anotherCustomersConsent_isNotFoundAndLookingForItLeavesAnEvent() throws Exception {
        UUID consent = consent();
        Customer bruno = Customer.company();
        assertRefused("not-found", () -> bruno.does(() -> consents.withdraw(consent)));
        assertEquals(1, Trail.refusals(bruno, "consent.withdraw", consent));
        assertTrue(anna.gets(consents::mine).get(0).isLive());
        assertEquals(List.of(), bruno.gets(consents::mine));
    }

    @Test
    @Tag("P01")
    void plainSql_disclosesNothingWithoutALiveOlderConsentThatCoversIt() throws Exception {
        UUID consent = consent();
        Customer bruno = Customer.company();
        runAsProduct(insert(anna.account(), consent, "NAMES SERVICES", "now()"));
        assertSqlRefused("disclosure_consent", insert(anna.account(), UUID.randomUUID(), "NAMES", "now()"));
        assertSqlRefused("disclosure_consent", insert(bruno.account(), consent, "NAMES", "now()"));
        assertSqlRefused("disclosure_consent", insert(anna.account(), consent, "NAMES", "now() - interval '1 hour'"));
        assertSqlRefused("disclosure_consent", insert(anna.account(), consent, "NAMES EMAILS", "now()"));
        anna.does(() -> consents.withdraw(consent));
        assertSqlRefused("disclosure_consent", insert(anna.account(), consent, "NAMES", "now()"));
    }

    @Test
    void plainSql_changesNoRegister() throws Exception {
        UUID consent = consent();
        clerk.does(() -> disclosures.record(anna.account(), consent, NAMES));
        String ofAnna = " where account_id = '" + anna.account() + "'";
        assertSqlRefused("register_stays", "delete from disclosure" + ofAnna);
        assertSqlRefused("permission denied", "update disclosure set data = 'EMAILS'" + ofAnna);
        assertSqlRefused("permission denied", "update consent set given_at = now() - interval '1 year'" + ofAnna);
        assertSqlRefused("permission denied", "update purpose set data = 'EMAILS' where id = '" + purpose + "'");
        anna.does(() -> consents.withdraw(consent));
        assertSqlRefused("consent_only_ends", "update consent set withdrawn_at = null" + ofAnna);
    }

    /** The withdrawal is not yet committed when the disclosure comes: it waits, and then there is no consent. */
    @Test
    @Tag("P01")
    void disclosureAtTheMomentOfAWithdrawal_waitsForItAndIsRefused() throws Exception {
        UUID consent = consent();
        try (Connection withdrawing = Stores.connect("ams_person", "ams_person_app");
                Statement statement = withdrawing.createStatement()) {
            withdrawing.setAutoCommit(false);
            statement.execute("update consent set withdrawn_at = now() where id = '" + consent + "'");
            CompletableFuture<Void> disclosing = disclosing(consent);
            awaitALock(disclosing);
            withdrawing.commit();
            CompletionException refused = assertThrows(CompletionException.class, disclosing::join);
            assertTrue(refused.getCause().getMessage().contains("no live consent"), refused.toString());
        }
        assertEquals(List.of(), anna.gets(disclosures::mine));
    }

    /** The other way round the withdrawal waits, and the disclosure stands before it. */
    @Test
    void withdrawalAtTheMomentOfADisclosure_waitsForIt() throws Exception {
        UUID consent = consent();
        try (Connection disclosing = Stores.connect("ams_person", "ams_person_app");
                Statement statement = disclosing.createStatement()) {
            disclosing.setAutoCommit(false);
            statement.execute(insert(anna.account(), consent, "NAMES", "now()"));
            CompletableFuture<Void> withdrawing = CompletableFuture.runAsync(
                    () -> sql("update consent set withdrawn_at = clock_timestamp() where id = '" + consent + "'"));
            awaitALock(withdrawing);
            disclosing.commit();
            withdrawing.join();
        }
        Consent withdrawn = anna.gets(consents::mine).get(0);
        assertTrue(withdrawn
                .getWithdrawnAt()
                .isAfter(anna.gets(disclosures::mine).get(0).getAt()));
    }

    @Test
    void whoeverComesFirst_noDisclosureIsYoungerThanTheWithdrawal() throws Exception {
        for (int round = 0; round < 8; round++) {
            UUID consent = consent();
            List<Throwable> ends;
            try (Race race = new Race(2)) {
                ends = race.run(
                        () -> clerk.gets(() -> {
                            disclosures.record(anna.account(), consent, NAMES);
                            return null;
                        }),
                        () -> anna.gets(() -> {
                            consents.withdraw(consent);
                            return null;
                        }));
            }
            assertNull(ends.get(1), "the withdrawal");
            assertEquals(
                    ends.get(0) == null ? 1 : 0,
                    Stores.count(
                            "person",
                            "disclosure d join consent c on c.id = d.consent_id where d.consent_id = '" + consent
                                    + "' and d.disclosed_at <= c.withdrawn_at"));
            assertEquals(
                    0,
                    Stores.count(
                            "person",
                            "disclosure d join consent c on c.id = d.consent_id where d.disclosed_at > c.withdrawn_at"
                                    + " and c.account_id = '" + anna.account() + "'"));
        }
    }

    private UUID consent() throws Exception {
        anna.does(() -> consents.give(purpose));
        return anna.gets(consents::mine).stream()
                .filter(Consent::isLive)
                .findFirst()
                .orElseThrow()
                .getId();
    }

    private CompletableFuture<Void> disclosing(UUID consent) {
        return CompletableFuture.runAsync(() -> sql(insert(anna.account(), consent, "NAMES", "clock_timestamp()")));
    }

    /** Until somebody waits for a lock on a consent, or has been let through. */
    private static void awaitALock(CompletableFuture<Void> waiting) throws Exception {
        Patience.until(
                "a statement that waits for the lock of the other",
                () -> waiting.isDone()
                        || Stores.count(
                                        "person",
                                        "pg_stat_activity where wait_event_type = 'Lock' and query ~ '(update|into) (consent|disclosure)'")
                                > 0);
        assertFalse(waiting.isDone(), "did not wait");
    }

    private static void sql(String statement) {
        try {
            runAsProduct(statement);
        } catch (SQLException refused) {
            throw new CompletionException(refused);
        }
    }

    private static String insert(UUID account, UUID consent, String data, String at) {
        return "insert into disclosure values ('" + UUID.randomUUID() + "', '" + account + "', '" + consent + "', '"
                + data + "', 'S-01', " + at + ")";
    }

    private static void runAsProduct(String statement) throws SQLException {
        Stores.runAs("ams_person_app", "person", statement);
    }

    private static void assertSqlRefused(String why, String statement) {
        SQLException refused = assertThrows(SQLException.class, () -> runAsProduct(statement), statement);
        assertTrue(
                refused.getMessage().contains(why)
                        || String.valueOf(refused).contains(why)
                        || refused instanceof org.postgresql.util.PSQLException server
                                && server.getServerErrorMessage() != null
                                && why.equals(server.getServerErrorMessage().getConstraint()),
                refused.getMessage());
    }
}
