package net.korax.ams.export;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.account.IdentityService;
import net.korax.ams.account.IdentityState;
import net.korax.ams.card.CardService;
import net.korax.ams.consent.ConsentService;
import net.korax.ams.consent.DataClass;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.LookService;
import net.korax.ams.container.Authenticator;
import net.korax.ams.container.CardUses;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Purposes;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.disclosure.DisclosureService;
import net.korax.ams.identity.PasskeyChallenge;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookReason;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PersonalField;
import net.korax.ams.person.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P08: a customer gets everything that is held on him, whatever stops the work in between, and nobody else gets any of it. */
class ExportIT extends ContainerTest {

    private static final String DISCOVER = "6011000990139424";

    /** What a customer who uses everything has no row of. */
    private static final Set<String> RARE = Set.of(
            "recovery_codes", "factor_changes", "password_resets", "unused_warnings", "mails_waiting", "mails_sent");

    /** What the house goes on with while a copy is built. */
    private static final Set<String> MOVING = Set.of("trail", "mails_waiting", "mails_sent");

    @Inject
    private ExportService service;

    @Inject
    private Exports exports;

    /** Another server than the one whose timer builds copies. */
    @Inject
    private ExportBuilder builder;

    @Inject
    private Holdings holdings;

    @Inject
    private ContactService contacts;

    @Inject
    private AssistedContactService assisted;

    @Inject
    private ConsentService consents;

    @Inject
    private DisclosureService disclosures;

    @Inject
    private LookService looks;

    @Inject
    private IdentityService identities;

    @Inject
    private PasskeyService passkeys;

    @Inject
    private OrderingService ordering;

    @Inject
    private CardService cards;

    @BeforeEach
    @AfterEach
    void nobodyBuilds() throws Exception {
        Stores.run("person", "delete from lease where work = 'export'");
    }

    @Test
    @Tag("P08")
    void copy_tellsEverythingThatIsHeld() throws Exception {
        Customer anna = full();
        JsonObject copy = read(taken(anna));
        assertEquals("korax-ams-data", copy.getString("format"));
        assertEquals(1, copy.getInt("version"));
        Set<String> sections = new TreeSet<>(copy.keySet());
        sections.removeAll(Set.of("format", "version"));
        assertEquals(
                ExportMap.all().stream().map(ExportMap.Section::name).collect(Collectors.toCollection(TreeSet::new)),
                sections);
        for (ExportMap.Section section : ExportMap.all()) {
            List<JsonObject> rows = rows(copy, section);
            if (!MOVING.contains(section.name())) {
                assertEquals(holdings.count(section, anna.account()), rows.size(), section.name());
            }
            assertTrue(RARE.contains(section.name()) || !rows.isEmpty(), section.name() + " has no row");
            rows.forEach(row -> assertEquals(
                    section.fields().stream().map(ExportMap.Field::name).toList(),
                    List.copyOf(row.keySet()),
                    section.name()));
        }
    }

    @Test
    @Tag("P08")
    void copy_saysWhatTheCustomerTyped() throws Exception {
        Customer anna = full();
        JsonObject copy = read(taken(anna));
        assertEquals(anna.number(), copy.getJsonObject("account").getString("number"));
        assertTrue(copy.getJsonObject("holder").getString("name").startsWith("House of "));
        List<JsonObject> people = copy.getJsonArray("contacts").getValuesAs(JsonObject.class);
        assertEquals(anna.email(), people.get(0).getString("email"));
        assertEquals("billing technical", people.get(0).getString("roles"));
        assertEquals("Ōe Ž. Παπαδοπούλου 山田", people.get(1).getString("name"));
        assertEquals("+41446685912", people.get(1).getString("phone_1"));
        JsonObject card = copy.getJsonArray("cards").getJsonObject(0);
        assertEquals("4242", card.getString("last_four"));
        assertEquals(Customer.CARDHOLDER.value(), card.getString("holder"));
        assertEquals(
                "My telephone", copy.getJsonArray("passkeys").getJsonObject(0).getString("name"));
        assertEquals(
                "I wanted to know", copy.getJsonArray("looks").getJsonObject(0).getString("note"));
        assertEquals(
                "Passport seen", copy.getJsonArray("identity").getJsonObject(0).getString("explanation"));
        assertTrue(copy.getJsonArray("consents")
                .getJsonObject(0)
                .getString("recipient")
                .startsWith("Registry "));
        Set<String> operations = copy.getJsonArray("trail").getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getString("operation") + " " + entry.getString("by"))
                .collect(Collectors.toSet());
        assertTrue(operations.contains("card.add CUSTOMER"), operations.toString());
        assertTrue(operations.contains("identity.set STAFF"), operations.toString());
        assertTrue(operations.contains("account.open HOUSE"), operations.toString());
        assertTrue(changes(copy).contains("+41446685913"), "what was changed, before and after");
    }

    private static String changes(JsonObject copy) {
        return copy.getJsonArray("trail").getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getJsonArray("changes").toString())
                .collect(Collectors.joining());
    }

    @Test
    @Tag("P16")
    @Tag("PCI-3.4.1")
    void copy_holdsNoCardNumberNoFingerprintAndNoSecret() throws Exception {
        Customer anna = full();
        String copy = taken(anna);
        for (String number : List.of(Customer.VISA, Customer.MASTERCARD, DISCOVER, "6011111111111117")) {
            assertFalse(copy.contains(number), "a card number");
        }
        assertTrue(copy.contains("\"last_four\":\"4242\""));
        String user = " where account_id = '" + anna.account() + "'";
        for (String secret : List.of("password_hash", "encode(dek_wrapped, 'hex')", "encode(passkey_handle, 'hex')")) {
            Stores.column("core", "select " + secret + " from app_user" + user + " and " + secret + " is not null")
                    .forEach(value -> assertFalse(copy.contains(value), secret));
        }
        for (String fingerprint : Stores.column("vault", "select encode(fingerprint, 'hex') from card" + user)) {
            assertFalse(copy.contains(fingerprint), "a fingerprint");
        }
    }

    @Test
    void longLedger_comesWholeAndInOrder() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        int lines = 2 * Holdings.PAGE + 50;
        Stores.run(
                "vault",
                "insert into custody_entry (id, account_id, card_id, operation, by_kind, at, mail_queued_at)"
                        + " select gen_random_uuid(), '" + anna.account() + "', '" + card + "', 'EDITED', 'CUSTOMER',"
                        + " timestamptz '2026-01-01' + (n / 3) * interval '1 microsecond', now()"
                        + " from generate_series(1, " + lines + ") n");
        JsonArray uses = read(taken(anna)).getJsonArray("card_uses");
        assertEquals(lines + 1, uses.size());
        List<Instant> moments = uses.getValuesAs(JsonObject.class).stream()
                .map(use -> Instant.parse(use.getString("at")))
                .toList();
        assertEquals(moments.stream().sorted().toList(), moments);
        assertEquals((lines + 3) / 3 + 1, new HashSet<>(moments).size(), "each moment, and each once");
    }

    @Test
    void copyThatAServerLeft_isFinishedByAnother() throws Exception {
        Customer anna = Customer.company();
        anna.addCard(Customer.VISA);
        JsonObject atOnce = read(taken(anna));
        UUID other = heldByUs(anna);
        for (int page = 0; page < 5; page++) {
            assertTrue(builder.step(other));
        }
        assertEquals(5, parts(other), "the server whose timer ran meanwhile has left it to us");
        assertTrue(anna.gets(service::mine).orElseThrow().getPercent() < 100);
        nobodyBuilds();
        Patience.until("the copy", () -> state(anna) == DataExport.State.READY);
        assertFalse(builder.step(other), "who comes back late changes nothing");
        JsonObject resumed = read(taken(anna, false));
        for (String section : List.of("account", "holder", "contacts", "cards", "card_uses", "devices", "coverage")) {
            assertEquals(atOnce.get(section), resumed.get(section), section);
        }
    }

    @Test
    @Tag("P08")
    void copy_waitsForTheTrailThatIsOnItsWay() throws Exception {
        Trail.settle();
        Trail.hold();
        Customer anna = Customer.company();
        try {
            anna.addCard(Customer.VISA);
            anna.does(service::ask);
            Patience.until(
                    "all but the trail",
                    () -> anna.gets(service::mine).orElseThrow().section()
                            == ExportMap.all().size() - 1);
            assertEquals(DataExport.State.BUILDING, state(anna));
        } finally {
            Trail.giveBack();
        }
        Patience.until("the copy", () -> state(anna) == DataExport.State.READY);
        JsonArray trail = read(taken(anna, false)).getJsonArray("trail");
        assertTrue(trail.getValuesAs(JsonObject.class).stream()
                .anyMatch(entry -> "card.add".equals(entry.getString("operation"))));
    }

    @Test
    void whoLostTheLease_addsNothing() throws Exception {
        Customer anna = Customer.company();
        UUID copy = heldByUs(anna);
        assertTrue(builder.step(copy));
        Stores.run(
                "person",
                "update lease set holder = gen_random_uuid(), until = now() + interval '1 hour' where work = 'export'");
        assertFalse(builder.step(copy));
        assertEquals(1, parts(copy));
    }

    /** A copy that the server whose timer runs leaves alone, since we have its lease. */
    private UUID heldByUs(Customer customer) throws Exception {
        Patience.until("the lease", () -> {
            nobodyBuilds();
            return builder.isMine();
        });
        return customer.gets(service::ask).getId();
    }

    @Test
    @Tag("P08")
    void copy_isTakenOnce() throws Exception {
        Customer anna = Customer.company();
        taken(anna);
        assertEquals(DataExport.State.TAKEN, state(anna));
        assertEquals(0, parts(anna.gets(service::mine).orElseThrow().getId()), "its text is destroyed");
        assertRefused("export.gone", () -> anna.does(this::take));
        assertEquals(
                1,
                Trail.entries("operation = 'export.take' and outcome = 'REFUSED' and account_id = '" + anna.account()
                                + "'")
                        .size());
    }

    @Test
    void ofTwoWhoTakeItAtOnce_oneGetsIt() throws Exception {
        Customer anna = Customer.company();
        ready(anna);
        try (Race race = new Race(2)) {
            List<Throwable> ends = race.run(() -> anna.gets(this::text), () -> anna.gets(this::text));
            assertEquals(1, ends.stream().filter(end -> end == null).count(), ends.toString());
        }
    }

    @Test
    @Tag("P09")
    void anotherCustomer_findsNoCopy() throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        ready(anna);
        assertTrue(bruno.gets(service::mine).isEmpty());
        assertRefused("export.gone", () -> bruno.does(this::take));
        assertEquals(DataExport.State.READY, state(anna));
    }

    @Test
    void askingAndTaking_needAFreshProof() throws Exception {
        Customer anna = Customer.company();
        ready(anna);
        Stores.run(
                "core",
                "update visit set proved_at = proved_at - interval '1 hour', begun_at = begun_at - interval '1 hour' where user_id = '"
                        + anna.user() + "'");
        assertRefused("proof.needed", () -> anna.does(service::ask));
        assertRefused("proof.needed", () -> anna.does(this::take));
        assertEquals(DataExport.State.READY, state(anna));
    }

    @Test
    void askingAgain_waitsForTheOneThatIsBuiltAndReplacesTheOneThatWaits() throws Exception {
        Customer anna = Customer.company();
        UUID first = ready(anna);
        UUID second = heldByUs(anna);
        assertNotEquals(first, second);
        assertEquals(0, parts(first));
        assertRefused("export.building", () -> anna.does(service::ask));
    }

    @Test
    @Tag("P12")
    void contactWhoGoes_leavesNothingInACopyThatWaits() throws Exception {
        Customer anna = Customer.company();
        UUID second = anna.addProved(Customer.contact(Customer.word()), "billing");
        UUID copy = ready(anna);
        anna.does(() -> contacts.remove(second));
        assertEquals(DataExport.State.OUTDATED, state(anna));
        assertEquals(0, parts(copy));
        assertRefused("export.gone", () -> anna.does(this::take));
    }

    @Test
    @Tag("P15")
    void cardThatIsDeleted_leavesNothingInACopyThatWaits() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID copy = ready(anna);
        anna.does(() -> cards.delete(card));
        assertRefused("export.gone", () -> anna.does(this::take));
        Patience.until("the end of the copy", () -> state(anna) == DataExport.State.OUTDATED);
        assertEquals(0, parts(copy));
    }

    @Test
    @Tag("P03")
    void accountThatIsClosedMeanwhile_hasNoCopyAnyMore() throws Exception {
        Customer anna = Customer.company();
        UUID copy = heldByUs(anna);
        assertTrue(builder.step(copy));
        anna.close();
        assertEquals(0, Stores.count("person", "data_export where account_id = '" + anna.account() + "'"));
        assertEquals(0, parts(copy));
        assertFalse(builder.step(copy));
    }

    @Test
    @Tag("P07")
    void copyThatWaits_isSealed() throws Exception {
        Customer anna = Customer.company();
        UUID copy = ready(anna);
        assertTrue(parts(copy) >= ExportMap.all().size());
        assertEquals(
                0,
                Stores.count(
                        "person",
                        "data_export_part where export_id = '" + copy
                                + "' and position('customer.example'::bytea in sealed) > 0"));
    }

    @Test
    void copyThatIsReady_isToldByMail() throws Exception {
        Customer anna = Customer.company();
        ready(anna);
        String mail = Mailbox.of(anna.email()).await("The copy of your data is ready");
        assertTrue(mail.contains("/customer/data.xhtml"));
        assertFalse(mail.contains(anna.number()));
    }

    @Test
    void downloadThatItsServerDidNotEnd_isOverInTime() throws Exception {
        Customer anna = Customer.company();
        UUID copy = ready(anna);
        exports.take(anna.account(), anna.user().toString());
        assertTrue(parts(copy) > 0);
        Stores.run(
                "person",
                "update data_export set ended_at = ended_at - interval '31 minutes' where id = '" + copy + "'");
        Patience.until("the end of the download", () -> parts(copy) == 0);
    }

    /** A customer with a row in nearly everything. */
    private Customer full() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        UUID second = anna.addProved(
                new ContactDetails(
                        new PersonName("Ōe Ž. Παπαδοπούλου 山田"),
                        new EmailAddress(word + "@customer.example"),
                        List.of(new PhoneNumber("+41446685912")),
                        null),
                "billing");
        var seen = anna.gets(() -> contacts.get(second));
        anna.does(() -> contacts.change(
                second,
                seen.getVersion(),
                new ContactDetails(
                        seen.getDetails().name(),
                        seen.getDetails().email(),
                        List.of(new PhoneNumber("+41446685912"), new PhoneNumber("+41446685913")),
                        null),
                seen.getRoles()));
        UUID purpose = Purposes.defined();
        anna.does(() -> consents.give(purpose));
        Staff clerk = Staff.clerk();
        UUID consent = clerk.gets(() -> disclosures.liveConsents(anna.account()))
                .get(0)
                .getId();
        clerk.does(() -> disclosures.record(anna.account(), consent, Set.of(DataClass.NAMES)));
        clerk.gets(() -> looks.contact(
                anna.account(), second, PersonalField.PHONE, LookGround.of(LookReason.OTHER, "I wanted to know")));
        clerk.does(() ->
                identities.set(anna.account(), IdentityState.VERIFIED, IdentityCheck.ID_DOCUMENT, "Passport seen"));
        clerk.gets(() -> assisted.record(
                anna.account(), second, ContactRequest.Operation.EDIT, Channel.LETTER, IdentityCheck.SIGNATURE));
        for (CardUses.Kind kind : CardUses.askedFor(anna)) {
            if (!kind.audited().equals("card.delete")) {
                Staff.custodian().does(kind::take);
            }
        }
        anna.addCard(DISCOVER);
        anna.gets(() ->
                ordering.order("backup-daily", anna.gets(cards::list).get(0).getId()));
        PasskeyChallenge asked = anna.gets(() -> passkeys.askNew("My telephone"));
        anna.gets(() -> passkeys.add(asked.ceremony(), new Authenticator().create(asked.options()), "My telephone"));
        Stores.run(
                "core",
                "insert into known_device (user_id, device, first_seen_at, told_at) values ('" + anna.user()
                        + "', 'FIREFOX LINUX', now(), now())");
        return anna;
    }

    private UUID ready(Customer customer) throws Exception {
        UUID copy = customer.gets(service::ask).getId();
        Patience.until("the copy", () -> state(customer) == DataExport.State.READY);
        return copy;
    }

    private String taken(Customer customer) throws Exception {
        return taken(customer, true);
    }

    private String taken(Customer customer, boolean asking) throws Exception {
        if (asking) {
            ready(customer);
        }
        return customer.gets(this::text);
    }

    private void take() {
        text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        service.take(copy -> {
            try (InputStream json = copy.json()) {
                text.append(new String(json.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return text.toString();
    }

    private DataExport.State state(Customer customer) throws Exception {
        return customer.gets(service::mine).orElseThrow().getState();
    }

    private static long parts(UUID copy) throws Exception {
        return Stores.count("person", "data_export_part where export_id = '" + copy + "'");
    }

    private static JsonObject read(String copy) {
        return Json.createReader(new StringReader(copy)).readObject();
    }

    private static List<JsonObject> rows(JsonObject copy, ExportMap.Section section) {
        JsonValue value = copy.get(section.name());
        return value == JsonValue.NULL
                ? List.of()
                : section.one()
                        ? List.of(value.asJsonObject())
                        : value.asJsonArray().getValuesAs(JsonObject.class);
    }
}
