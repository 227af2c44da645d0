package net.korax.ams.erasure;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.Channel;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.account.IdentityService;
import net.korax.ams.account.IdentityState;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.audit.AuditService;
import net.korax.ams.audit.TrailCheck;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.PanIntake;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.consent.ConsentService;
import net.korax.ams.consent.DataClass;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.LookService;
import net.korax.ams.container.Authenticator;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Purposes;
import net.korax.ams.container.Race;
import net.korax.ams.container.Residue;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.disclosure.DisclosureService;
import net.korax.ams.export.DataExport;
import net.korax.ams.export.ExportService;
import net.korax.ams.identity.Audience;
import net.korax.ams.identity.PasskeyChallenge;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.identity.SecondFactor;
import net.korax.ams.identity.SignInService;
import net.korax.ams.identity.UserName;
import net.korax.ams.identity.UserService;
import net.korax.ams.identity.VisitLedger;
import net.korax.ams.identity.VisitService;
import net.korax.ams.identity.VisitToken;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.persistence.Store;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookReason;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PersonalField;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;
import net.korax.ams.shared.Refused;
import net.korax.ams.signup.NewAccount;
import net.korax.ams.signup.SignUpService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P03 and P04: when an account is closed, everything of its holder goes from every store, whatever stops the work in between. */
class ErasureIT extends ContainerTest {

    private static final int FIRST_PHONE = 11;
    private static final int LAST_PHONE = 21;
    private static final String SECOND_CARD = "6011000990139424";

    /** Tables that hold rows of a customer who uses everything. */
    private static final List<String> HELD = List.of(
            "core.account",
            "core.app_user",
            "core.known_device",
            "core.passkey",
            "core.passkey_ceremony",
            "core.service_order",
            "core.visit",
            "person.account_holder",
            "person.consent",
            "person.contact_person",
            "person.contact_request",
            "person.data_export",
            "person.disclosure",
            "person.identity_verdict",
            "person.look",
            "person.person_account",
            "person.person_key",
            "person.search_token",
            "vault.card",
            "vault.card_key",
            "vault.card_request",
            "vault.charge",
            "vault.custody_entry",
            "vault.vault_account");

    /** What outlives an account: ids without anybody behind them. */
    private static final Set<String> OUTLIVES =
            Set.of("core.account", "core.audit_event", "core.erasure", "vault.vault_account");

    private static final String EVENTS = "audit_event where operation = 'erasure.left-over' and outcome = 'REFUSED'";

    @Inject
    private ErasureService erasures;

    @Inject
    private Eraser eraser;

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Places places;

    @Inject
    private Belongings belongings;

    @Inject
    private LeftOvers leftOvers;

    @Inject
    private SignUpService signUp;

    @Inject
    private SignInService signIn;

    @Inject
    private UserService users;

    @Inject
    private VisitService visits;

    @Inject
    private VisitLedger visitLedger;

    @Inject
    private PasskeyService passkeys;

    @Inject
    private ContactService contacts;

    @Inject
    private AssistedContactService assisted;

    @Inject
    private ConsentService consents;

    @Inject
    private DisclosureService disclosures;

    @Inject
    private ExportService exports;

    @Inject
    private LookService looks;

    @Inject
    private IdentityService identities;

    @Inject
    private CardService cards;

    @Inject
    private CardRequestService requests;

    @Inject
    private OrderingService ordering;

    @Inject
    private ChargeService charges;

    @Inject
    private AccountSearchService search;

    @Inject
    private AuditService audit;

    @Inject
    private PanIntake intake;

    @Test
    void closingWithAnotherNumber_isRefusedAndChangesNothing() throws Exception {
        Customer anna = Customer.company();
        for (String typed : new String[] {"K1", "", null, anna.number() + "0"}) {
            assertRefused("account.number-differs", () -> anna.does(() -> erasures.closeMine(typed)));
        }
        assertEquals(1, Stores.count("core", "account where id = '" + anna.account() + "' and status = 'ACTIVE'"));
        assertEquals(0, Stores.count("core", "erasure where account_id = '" + anna.account() + "'"));
        assertTrue(anna.gets(contacts::coverage).isKept());
    }

    @Test
    @Tag("PCI-3.2.1")
    @Tag("P03")
    void closedAccount_isATombstoneInEveryStore() throws Exception {
        Customer anna = full(Customer.word());
        Map<String, Long> before = rowsOf(anna);
        assertTrue(before.keySet().containsAll(HELD), before.toString());

        anna.does(() -> erasures.closeMine(" " + anna.number().toLowerCase(Locale.ROOT) + " "));

        Erasure erasure = ended(anna);
        assertErased(anna);
        assertTrue(erasure.getCounts().contains("cards="), erasure.getCounts());
        assertTrue(erasure.getCounts().contains("person="), erasure.getCounts());
        assertEquals(
                List.of("CLOSED"),
                Stores.column("core", "select status from account where id = '" + anna.account() + "'"));
    }

    @Test
    void closingMail_goesOutWithTheWayToTheCertificate() throws Exception {
        Customer anna = Customer.company();
        UUID certificate = anna.close();
        String mail = Mailbox.of(anna.email()).await("Your account is closed");
        assertTrue(mail.contains("/certificate.xhtml?id=" + certificate), mail);
    }

    @Test
    @Tag("TEST-ERA-05")
    void secondWishToClose_comesToTheSameEnd() throws Exception {
        Customer anna = full(Customer.word());
        Customer elsewhere = anna.inNewVisit();
        UUID first = anna.gets(() -> erasures.closeMine(anna.number())).getCertificateId();
        try {
            // The visit was ended by the first; whoever got in before that hears of the same erasure.
            assertEquals(
                    first,
                    elsewhere.gets(() -> erasures.closeMine(anna.number())).getCertificateId());
        } catch (Refused ended) {
            assertTrue(Set.of("proof.needed", "account.closed").contains(ended.code()), ended.code());
        }
        ended(anna);
        assertRefused("proof.needed", () -> anna.does(() -> erasures.closeMine(anna.number())));
        assertErased(anna);
        assertEquals(1, Stores.count("core", "erasure where account_id = '" + anna.account() + "'"));
    }

    @Test
    @Tag("TEST-ERA-04")
    void cardsAndContactsAddedInTheSameMoment_areRefusedOrGone() throws Exception {
        for (int round = 0; round < 5; round++) {
            Customer anna = Customer.company();
            String pan = Customer.pan();
            Customer elsewhere = anna.inNewVisit();
            try (Race race = new Race(3)) {
                List<Throwable> ends = race.run(
                        () -> anna.gets(() -> erasures.closeMine(anna.number())),
                        () -> inARequest(() -> elsewhere.addCard(pan)),
                        () -> elsewhere.gets(() -> contacts.add(Customer.contact(Customer.word()), Set.of())));
                assertNull(ends.get(0));
                for (Throwable end : ends) {
                    assertTrue(end == null || end instanceof Refused, String.valueOf(end));
                }
            }
            ended(anna);
            assertErased(anna);
        }
    }

    @Test
    @Tag("TEST-ERA-06")
    void trail_isWholeAfterAnErasureAndTellsIt() throws Exception {
        Customer anna = full(Customer.word());
        anna.close();
        Patience.until(
                "the erasure in the trail",
                () -> Trail.operations(anna.account())
                        .containsAll(List.of(
                                "account.close DONE", "vault.erase DONE", "person.erase DONE", "account.bury DONE")));
        TrailCheck.Result found = Staff.auditor().gets(audit::verify);
        assertTrue(found.isWhole(), "first bad: " + found.bad());
    }

    @Test
    @Tag("TEST-ERA-07")
    void otherAccounts_areLeftAsTheyWere() throws Exception {
        Customer bruno = full(Customer.word());
        Customer anna = full(Customer.word());
        // What the postman notes of bruno's own mails.
        String user = "user_id = '" + bruno.user() + "'";
        String account = "account_id = '" + bruno.account() + "'";
        Patience.until(
                "everything told",
                () -> Stores.count("core", "factor_change where told_at is null and " + user) == 0
                        && Stores.count("vault", "custody_entry where mail_queued_at is null and " + account) == 0
                        && Stores.count("person", "mail_outbox where " + account) == 0);
        Map<String, String> before = bytesOf(bruno);
        assertTrue(before.keySet().containsAll(HELD), before.keySet().toString());
        anna.close();
        assertEquals(before, bytesOf(bruno));
    }

    @Test
    void userNameOfAClosedAccount_opensNoDoorAndIsFreeAgain() throws Exception {
        String name = Customer.word();
        Customer anna = Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name));
        assertFalse(signUp.isFree(new UserName(name)));
        anna.close();
        assertTrue(signUp.isFree(new UserName(name)));
        assertFalse(
                signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER).isAccepted());
        Customer again = Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name));
        assertFalse(again.number().equals(anna.number()));
    }

    @Test
    @Tag("P03")
    void whoIsStillSignedIn_canLeaveNothingBehind() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        Customer bruno = Customer.company();
        for (Customer closed : List.of(anna, bruno)) {
            closed.close();
            assertRefused("proof.needed", () -> closed.addCard(Customer.VISA));
            assertRefused("account.closing", () -> closed.does(() -> ordering.order("ssl-certificate", card)));
            assertRefused(
                    "proof.needed", () -> closed.does(() -> contacts.add(Customer.contact(Customer.word()), Set.of())));
            assertRefused("not-found", () -> closed.does(() -> users.changePassword(Customer.PASSWORD, "other")));
            assertErased(closed);
        }
        assertRefused(
                "account.closing",
                () -> Staff.clerk()
                        .does(() -> requests.record(
                                bruno.account(),
                                null,
                                CardRequest.Operation.ADD,
                                null,
                                Channel.PHONE,
                                IdentityCheck.CALL_BACK)));
    }

    @Test
    @Tag("P03")
    @Tag("TEST-ERA-01")
    void plantedMarkers_areInNoColumnAndNoLogAfterwards() throws Exception {
        String word = Customer.word();
        Customer anna = full(word);
        List<String> markers = markers(word, anna);
        assertEquals(30, markers.size());
        Collection<String> before = Residue.of(markers);
        assertTrue(before.contains("core.account.number: " + anna.number()), before.toString());
        assertTrue(before.contains("core.app_user.user_name: user" + word), before.toString());
        Map<String, Long> sealed = rowsOf(anna);
        assertTrue(sealed.keySet().containsAll(HELD), sealed.toString());

        anna.close();

        assertErased(anna);
        assertEquals(Set.of(), Set.copyOf(Residue.of(markers)));
        assertEquals(List.of(), inTheServerLog(markers));
        Staff clerk = Staff.clerk();
        assertEquals(List.of(), clerk.gets(() -> search.find("house " + word)));
        assertEquals(
                List.of(),
                clerk.gets(() -> search.findByEmail(
                        new EmailAddress("first" + word + "@customer.example"),
                        LookGround.of(LookReason.CALL_BACK, null))));
        assertEquals(List.of(), clerk.gets(() -> search.find(anna.number())));
    }

    @Test
    void indexes_leadToEveryRowThatReadingWholeTablesFinds() throws Exception {
        Customer anna = full(Customer.word());
        // Nothing moves any more while it is counted.
        Patience.until(
                "mails that are sent",
                () -> Stores.count("person", "mail_outbox where account_id = '" + anna.account() + "'") == 0);
        Trail.settle();
        // A table whose only index is not on what tells whose a row is.
        Stores.run(
                "person",
                "create table it_unindexed (id uuid primary key, account_id uuid)",
                "grant select on it_unindexed to ams_person_app",
                "insert into it_unindexed values (gen_random_uuid(), '" + anna.account() + "')");
        try {
            Set<String> subjects = belongings.of(anna.account(), belongings.stores());
            assertEquals(
                    1,
                    places.count(places.layout(Store.PERSON), subjects, Places.Thoroughness.INDEXED)
                            .get("person.it_unindexed"));
            for (Store store : Store.values()) {
                Map<String, Long> whole = places.count(places.layout(store), subjects, Places.Thoroughness.WHOLE);
                assertTrue(whole.values().stream().anyMatch(rows -> rows > 0), whole.toString());
                assertEquals(whole, places.count(places.layout(store), subjects, Places.Thoroughness.INDEXED));
                assertEquals(whole, places.count(places.layout(store), subjects, Places.Thoroughness.USUAL));
            }
        } finally {
            Stores.run("person", "drop table it_unindexed");
        }
    }

    /** A column to whose values no index leads makes the database read the whole table for the others, too. */
    @Test
    void tablesThatAreAskedByIndexes_areNotReadFromEndToEnd() throws Exception {
        String id = "'" + UUID.randomUUID() + "'";
        List<String> read = new ArrayList<>();
        int byIndexes = 0;
        for (Store store : Store.values()) {
            Places.Layout layout = places.layout(store);
            Map<String, String> whole = layout.queries(Places.Thoroughness.WHOLE);
            try (Connection connection = Stores.superuser(store.label());
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(Places.BY_INDEXES);
                for (Map.Entry<String, String> query :
                        layout.queries(Places.Thoroughness.INDEXED).entrySet()) {
                    if (query.getValue().equals(whole.get(query.getKey()))) {
                        continue;
                    }
                    byIndexes++;
                    String asked = (Places.WORDS + query.getValue())
                            .replace("?1", id)
                            .replace("?2", id)
                            .replace("?3", "'\\x00'");
                    try (ResultSet plan = statement.executeQuery("explain " + asked)) {
                        while (plan.next()) {
                            if (plan.getString(1).contains("Seq Scan on " + query.getKey())) {
                                read.add(asked);
                            }
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), read);
        assertTrue(byIndexes > 20, byIndexes + " tables are asked by their indexes");
    }

    @Test
    void whatAnErasureHasLeftWhereNoIndexLeads_isFoundInTheNight() throws Exception {
        Customer anna = Customer.company();
        anna.close();
        assertEquals(List.of(), leftOvers.search(List.of(anna.account())));
        Stores.run(
                "person",
                "create table it_forgotten (remark text)",
                "grant select on it_forgotten to ams_person_app",
                "insert into it_forgotten values ('" + anna.account() + "')");
        try {
            long events = Stores.count("core", EVENTS);
            assertEquals(List.of("person.it_forgotten"), leftOvers.search(List.of(anna.account())));
            assertTrue(ledger.finishedLately().contains(anna.account()));
            Patience.until("the event", () -> Stores.count("core", EVENTS) == events + 1);
        } finally {
            Stores.run("person", "drop table it_forgotten");
        }
    }

    @Test
    @Tag("P04")
    void freeAccount_goesAsCompletely() throws Exception {
        Customer chloe = Customer.free();
        chloe.close();
        assertErased(chloe);
    }

    @Test
    @Tag("P03")
    void stoppedAfterEachStep_itGoesOnAndEndsTheSame() throws Exception {
        String undisturbed = null;
        for (Erasure.Step stop : Erasure.Step.values()) {
            Customer anna = full(Customer.word());
            UUID account = anna.account();
            if (stop == Erasure.Step.FREEZE) {
                anna.close();
                undisturbed = ledger.get(account).getCounts();
                continue;
            }
            breakBefore(stop, account);
            try {
                ledger.begin(account, anna.number(), "system");
                // The step is done; writing that it is fails, as when the server dies in between.
                assertFalse(comesToTheEnd(account), stop.name());
                assertFalse(ledger.get(account).isFinished(), stop.name());
            } finally {
                mend();
            }
            Patience.until("the end after a stop at " + stop, () -> goesOn(account));
            assertErased(anna);
            assertEquals(places(undisturbed), places(ledger.get(account).getCounts()), stop.name());
        }
    }

    /** Whether the erasure ends now; a fault on the way is no end. */
    private boolean comesToTheEnd(UUID account) {
        try {
            return eraser.proceed(account).isFinished();
        } catch (RuntimeException stopped) {
            return false;
        }
    }

    @Test
    void finishedErasureSetBackToTheFirstStep_isFinishedAgainByItself() throws Exception {
        Customer anna = full(Customer.word());
        anna.close();
        String ofAnna = "account_id = '" + anna.account() + "'";
        Stores.run("core", "update erasure set step = 'FREEZE', finished_at = null, counts = '' where " + ofAnna);
        Patience.until(
                "a finished erasure",
                () -> Stores.count("core", "erasure where step = 'DONE' and finished_at is not null and " + ofAnna)
                        == 1);
        assertErased(anna);
    }

    @Test
    void undecidedCharge_isWaitedFor() throws Exception {
        Customer anna = full(Customer.word());
        String charge = "account_id = '" + anna.account() + "'";
        Stores.run(
                "vault",
                "update charge set state = 'UNKNOWN', decided_at = null, gateway_reference = null, intended_at = now()"
                        + " + interval '1 hour' where " + charge);
        VisitToken open = anna.gets(() -> visits.begin("elsewhere", SecondFactor.NONE, null));
        assertTrue(visitLedger.recognise(open).isPresent());
        UUID certificate = anna.gets(() -> erasures.closeMine(anna.number())).getCertificateId();
        assertTrue(visitLedger.recognise(open).isEmpty(), "signed in to an account that is closing");
        Patience.until(
                "an erasure that waits", () -> erasures.progress(certificate).waiting());
        assertEquals(Erasure.Step.SETTLE, erasures.progress(certificate).step());
        assertTrue(erasures.certificate(certificate).isEmpty());
        Customer still = anna.inNewVisit();
        assertRefused("account.closing", () -> still.addCard(Customer.MASTERCARD));
        assertRefused(
                "account.closing", () -> still.does(() -> contacts.add(Customer.contact(Customer.word()), Set.of())));

        Stores.run("vault", "update charge set state = 'DECLINED', decided_at = now() where " + charge);
        Patience.until("the end once the charge is decided", () -> goesOn(anna.account()));
        assertErased(anna);
    }

    @Test
    void whatThePersonStoreHolds_cannotBeOpenedOnceItsKeyIsGone() throws Exception {
        Customer anna = Customer.company();
        String key = "person_key where account_id = '" + anna.account() + "'";
        assertEquals(1, Stores.count("person", key));
        anna.close();
        assertEquals(0, Stores.count("person", key));
        assertEquals(0, Stores.count("vault", "card_key where account_id = '" + anna.account() + "'"));
    }

    /** A customer with something in every table, each text holding the word. */
    private Customer full(String word) throws Exception {
        intake.take(Customer.VISA);
        Customer anna = Customer.open(new NewAccount(
                ServiceKind.CO_LOCATION,
                AccountKind.INDIVIDUAL,
                new HolderDetails(
                        new HolderName("House " + word),
                        new PostalAddress("Street " + word, "ZIP" + word, "Town " + word, "CH"),
                        phone(11)),
                new ContactDetails(
                        new PersonName("First " + word),
                        new EmailAddress("first" + word + "@customer.example"),
                        List.of(phone(12), phone(13), phone(14)),
                        phone(15)),
                new UserName("user" + word),
                Customer.PASSWORD,
                new NewAccount.NewCard(Customer.IN_TWO_YEARS, new CardholderName("Holder " + word)),
                "en"));
        anna.prove(anna.email());
        int phone = 16;
        for (String place : List.of("second", "third", "fourth")) {
            UUID id = anna.addProved(
                    new ContactDetails(
                            new PersonName(place + " " + word),
                            new EmailAddress(place + word + "@customer.example"),
                            List.of(phone(phone++)),
                            phone(phone++)),
                    "billing");
            Staff.clerk()
                    .gets(() -> assisted.record(
                            anna.account(),
                            id,
                            ContactRequest.Operation.EDIT,
                            Channel.LETTER,
                            IdentityCheck.SIGNATURE));
        }
        register(anna, word);
        intake.take(SECOND_CARD);
        anna.gets(() -> cards.add(Customer.IN_TWO_YEARS, new CardholderName("Second " + word), null, false));
        UUID card = anna.gets(cards::list).get(0).getId();
        UUID request = anna.gets(() -> ordering.order("ssl-certificate", card));
        Staff.custodian()
                .does(() -> charges.charge(request, requests.get(request).getCeiling()));
        anna.gets(() -> ordering.order("backup-daily", card));
        signIn.signIn("user" + word, "a wrong password", null, Audience.CUSTOMER);
        anna.gets(() -> visits.begin("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", SecondFactor.NONE, null));
        PasskeyChallenge asked = anna.gets(() -> passkeys.askNew("Phone of " + word));
        anna.gets(
                () -> passkeys.add(asked.ceremony(), new Authenticator().create(asked.options()), "Phone of " + word));
        anna.gets(passkeys::askAgain);
        anna.gets(exports::ask);
        Patience.until(
                "the copy of the data",
                () -> anna.gets(exports::mine).orElseThrow().getState() == DataExport.State.READY);
        return anna;
    }

    /** A consent, a disclosure under it, a look and a verdict, with the word wherever somebody may write one. */
    private void register(Customer anna, String word) throws Exception {
        UUID purpose = Purposes.defined();
        anna.does(() -> consents.give(purpose));
        Staff clerk = Staff.clerk();
        UUID consent = clerk.gets(() -> disclosures.liveConsents(anna.account()))
                .get(0)
                .getId();
        clerk.does(() -> disclosures.record(anna.account(), consent, Set.of(DataClass.NAMES)));
        clerk.gets(() -> looks.contact(
                anna.account(), anna.contact(), PersonalField.PHONE, LookGround.of(LookReason.OTHER, "Look " + word)));
        clerk.does(() ->
                identities.set(anna.account(), IdentityState.VERIFIED, IdentityCheck.ID_DOCUMENT, "Verdict " + word));
    }

    private static PhoneNumber phone(int last) {
        return new PhoneNumber("+414466859" + last);
    }

    private static List<String> markers(String word, Customer anna) {
        List<String> markers = new ArrayList<>(List.of(word, anna.number(), Customer.VISA, SECOND_CARD));
        for (String part : List.of("House ", "Street ", "ZIP", "Town ", "Holder ", "Second ", "user")) {
            markers.add(part + word);
        }
        for (String place : List.of("first", "second", "third", "fourth")) {
            markers.add(place + " " + word);
            markers.add(place + word + "@customer.example");
        }
        for (int phone = FIRST_PHONE; phone <= LAST_PHONE; phone++) {
            markers.add("414466859" + phone);
        }
        return markers;
    }

    /** What somebody typed lives as long as his request, which a thread of a test has to begin itself. */
    private static <T> T inARequest(Callable<T> work) throws Exception {
        RequestContextController request =
                CDI.current().select(RequestContextController.class).get();
        request.activate();
        try {
            return work.call();
        } finally {
            request.deactivate();
        }
    }

    /** The erasure of an account that was asked for, once it is finished. */
    private Erasure ended(Customer customer) throws Exception {
        Patience.until(
                "the end of the erasure", () -> ledger.get(customer.account()).isFinished());
        return ledger.get(customer.account());
    }

    /** By table, the digest of the rows that hold the id of the account or of its user, but for the trail, into which entries come late. */
    private static Map<String, String> bytesOf(Customer customer) throws Exception {
        Map<String, String> bytes = new TreeMap<>();
        for (String place : rowsOf(customer).keySet()) {
            String[] at = place.split("\\.");
            if (!at[1].startsWith("audit_")) {
                String rows = at[1] + " t where t::text like '%" + customer.account() + "%' or t::text like '%"
                        + customer.user() + "%'";
                bytes.put(
                        place,
                        Stores.column(at[0], "select md5(string_agg(t::text, '|' order by t::text)) from " + rows)
                                .get(0));
            }
        }
        return bytes;
    }

    private static void assertErased(Customer customer) throws Exception {
        Patience.until(
                "nothing but a tombstone: " + rowsOf(customer),
                () -> OUTLIVES.containsAll(rowsOf(customer).keySet()));
        assertEquals(
                1,
                Stores.count(
                        "core",
                        "account where id = '" + customer.account() + "' and status = 'CLOSED' and number is null"));
    }

    /** Rows by table that hold the id of the account or of its user in any column. */
    private static Map<String, Long> rowsOf(Customer customer) throws Exception {
        Map<String, Long> rows = new TreeMap<>();
        for (String store : Stores.ALL) {
            for (String table : Stores.tables(store)) {
                long count = Stores.count(
                        store,
                        table + " t where t::text like '%" + customer.account() + "%' or t::text like '%"
                                + customer.user() + "%'");
                if (count > 0) {
                    rows.put(store + "." + table, count);
                }
            }
        }
        return rows;
    }

    private static List<String> inTheServerLog(List<String> markers) throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> logs;
        try (Stream<Path> files =
                Files.list(Path.of(System.getProperty("ams.it.mails")).getParent())) {
            logs = files.filter(file -> file.getFileName().toString().startsWith("server.log"))
                    .toList();
        }
        assertFalse(logs.isEmpty());
        for (Path log : logs) {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            markers.stream()
                    .filter(text::contains)
                    .map(marker -> log + ": " + marker)
                    .forEach(found::add);
        }
        return found;
    }

    /** Whether the erasure is finished; the product's own timer may be at it in the same moment. */
    private boolean goesOn(UUID account) {
        try {
            return eraser.proceed(account).isFinished();
        } catch (RuntimeException theTimerWasQuicker) {
            return false;
        }
    }

    /** Lets the database refuse to write that an erasure has come to a step. */
    private static void breakBefore(Erasure.Step step, UUID account) throws Exception {
        Stores.run(
                "core",
                "create function it_stop() returns trigger language plpgsql as $$ begin raise 'stopped'; end $$",
                "create trigger it_stop before update on erasure for each row when (new.step = '" + step
                        + "' and new.account_id = '" + account + "') execute function it_stop()");
    }

    private static void mend() throws Exception {
        Stores.run("core", "drop function it_stop() cascade");
    }

    private static List<String> places(String counts) {
        return Stream.of(counts.split(" "))
                .map(place -> place.replaceAll("=.*", ""))
                .toList();
    }
}
