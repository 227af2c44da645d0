package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Residue;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P18 and ASVS 7: a visit opens what its user may open now, ends when it should, and leaves nothing that could be used again. */
class VisitIT extends ContainerTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) Version/18.4 Mobile/15E148 Safari/604.1";
    private static final String NEW_DEVICE = "A sign-in from a browser new to us";

    @Inject
    private VisitService visits;

    @Inject
    private VisitLedger ledger;

    @Inject
    private UserService users;

    @Test
    void token_findsItsUserWithTheRolesOfNow_andNoOtherDoes() throws Exception {
        Customer anna = customer();
        VisitToken token = begin(anna, FIREFOX);
        KnownVisit known = ledger.recognise(token).orElseThrow();
        assertEquals(anna.user() + "." + anna.account() + "@" + known.id(), known.principal());
        assertEquals(Set.of(Roles.CUSTOMER), known.roles());
        assertTrue(ledger.recognise(VisitToken.random()).isEmpty());
        assertTrue(ledger.recognise(new VisitToken("")).isEmpty());
        assertTrue(ledger.recognise(new VisitToken("' or true --")).isEmpty());
    }

    @Test
    void token_isNowhere_andItsHashOnce() throws Exception {
        VisitToken token = begin(customer(), FIREFOX);
        assertEquals(256 / 6 + 1, token.value().length());
        assertEquals(List.of(), List.copyOf(Residue.of(List.of(token.value()))));
        assertEquals(1, Stores.count("core", "visit where " + of(token)));
        assertFalse(token.toString().contains(token.value()));
    }

    @Test
    void ofTheBrowser_twoWordsAreKept() throws Exception {
        VisitToken token = begin(customer(), FIREFOX);
        assertEquals("FIREFOX LINUX", column("device", token));
        assertEquals(List.of(), List.copyOf(Residue.of(List.of("Gecko/20100101"))));
    }

    @Test
    @Tag("PCI-8.2.8")
    void quarterOfAnHourWithoutARequest_endsIt() throws Exception {
        VisitToken token = begin(customer(), FIREFOX);
        seen(token, "14 minutes 30 seconds");
        assertTrue(ledger.recognise(token).isPresent());
        seen(token, "15 minutes");
        assertTrue(ledger.recognise(token).isEmpty());
        Patience.until("marked as run out", () -> "IDLE".equals(column("end_reason", token)));
        assertTrue(ledger.recognise(token).isEmpty());
    }

    @Test
    void lastMoment_endsIt_howeverBusy() throws Exception {
        Customer anna = customer();
        VisitToken token = begin(anna, FIREFOX);
        assertEquals("12:00:00", column("ends_at - begun_at", token));
        Stores.run(
                "core",
                "update visit set begun_at = begun_at - interval '12 hours', ends_at = now() where " + of(token));
        assertTrue(ledger.recognise(token).isEmpty());
        assertEquals(List.of(), anna.gets(visits::mine));
        Patience.until("marked as at its end", () -> "LIMIT".equals(column("end_reason", token)));
        assertEquals("08:00:00", column("ends_at - begun_at", begin(Staff.auditor(), FIREFOX)));
    }

    @Test
    void seenAgain_isWrittenOnceAMinute() throws Exception {
        VisitToken token = begin(customer(), FIREFOX);
        seen(token, "30 seconds");
        String before = column("last_seen_at", token);
        ledger.recognise(token);
        assertEquals(before, column("last_seen_at", token));
        seen(token, "61 seconds");
        ledger.recognise(token);
        assertEquals("t", column("last_seen_at > now() - interval '30 seconds'", token));
    }

    @Test
    @Tag("PCI-8.2.5")
    void whoIsDisabled_isNobodyWithTheNextRequest() throws Exception {
        Customer anna = customer();
        VisitToken token = begin(anna, FIREFOX);
        Stores.run("core", "update app_user set status = 'DISABLED' where id = '" + anna.user() + "'");
        assertTrue(ledger.recognise(token).isEmpty());
    }

    @Test
    @Tag("PCI-7.2.5")
    void lostRole_isLostWithTheNextRequest() throws Exception {
        Staff aldo = Staff.auditor();
        VisitToken token = begin(aldo, FIREFOX);
        String role = "user_role where user_id = '" + aldo.user() + "' and role = 'auditor'";
        assertEquals(
                Set.of(Roles.AUDITOR), ledger.recognise(token).orElseThrow().roles());
        Stores.run("core", "delete from " + role);
        try {
            assertEquals(Set.of(), ledger.recognise(token).orElseThrow().roles());
        } finally {
            Stores.run("core", "insert into user_role values ('" + aldo.user() + "', 'auditor')");
        }
    }

    @Test
    void roleOfStaff_doesNotComeThroughTheCustomersDoor() throws Exception {
        Customer anna = customer();
        VisitToken token = begin(anna, FIREFOX);
        Stores.run("core", "insert into user_role values ('" + anna.user() + "', 'operator')");
        assertEquals(
                Set.of(Roles.CUSTOMER), ledger.recognise(token).orElseThrow().roles());
    }

    @Test
    @Tag("PCI-7.2.5")
    void endedTrust_takesTheCardsWithTheNextRequest() throws Exception {
        Staff carl = Staff.custodian();
        VisitToken token = begin(carl, FIREFOX);
        String live = "custodian_trust set ended_at = %s where user_id = '" + carl.user() + "'";
        assertTrue(ledger.recognise(token).orElseThrow().roles().contains(Roles.CARD_CUSTODIAN));
        Stores.run("core", "update " + String.format(live, "now()"));
        try {
            assertEquals(
                    Set.of(Roles.STAFF), ledger.recognise(token).orElseThrow().roles());
        } finally {
            Stores.run("core", "update " + String.format(live, "null"));
        }
    }

    @Test
    void list_hasTheCallersLiveVisits_andTellsWhichOneThisIs() throws Exception {
        Customer anna = customer();
        VisitToken here = begin(anna, FIREFOX);
        VisitToken phone = begin(anna, IPHONE);
        begin(customer(), FIREFOX);
        SignedIn in = anna.in(id(here));
        assertEquals(
                Set.of(id(here), id(phone)),
                Set.copyOf(in.gets(visits::mine).stream().map(Visit::getId).toList()));
        assertEquals(id(here), in.gets(visits::current));
        assertNull(anna.gets(visits::current));
        assertNull(in.gets(visits::mine).get(0).getSecondFactorAt());
    }

    @Test
    void secondFactorOfStaff_isRememberedWithItsMoment() throws Exception {
        Staff aldo = Staff.auditor();
        VisitToken token = begin(aldo, FIREFOX);
        Visit visit = aldo.gets(visits::mine).stream()
                .filter(any -> any.getId().equals(known(token).id()))
                .findFirst()
                .orElseThrow();
        assertNotNull(visit.getSecondFactorAt());
    }

    @Test
    void ended_itOpensNothing_andStandsInTheTrail() throws Exception {
        Customer anna = customer();
        VisitToken phone = begin(anna, IPHONE);
        UUID id = id(phone);
        anna.does(() -> visits.end(id));
        assertTrue(ledger.recognise(phone).isEmpty());
        assertEquals("ENDED_BY_USER", column("end_reason", phone));
        assertRefused("not-found", () -> anna.does(() -> visits.end(id)));
        assertEquals(List.of("visit.begin DONE", "visit.end DONE"), trail(id));
    }

    @Test
    void anothersVisit_isNotFound() throws Exception {
        VisitToken annas = begin(customer(), FIREFOX);
        Customer bruno = customer();
        UUID id = id(annas);
        assertRefused("not-found", () -> bruno.does(() -> visits.end(id)));
        assertRefused("not-found", () -> bruno.does(() -> visits.end(UUID.randomUUID())));
        assertTrue(ledger.recognise(annas).isPresent());
    }

    @Test
    void endingAllOthers_leavesThisOneAndThoseOfOtherPeople() throws Exception {
        Customer anna = customer();
        VisitToken here = begin(anna, FIREFOX);
        List<VisitToken> others = List.of(begin(anna, IPHONE), begin(anna, FIREFOX));
        VisitToken brunos = begin(customer(), FIREFOX);
        assertEquals(2, anna.in(id(here)).gets(visits::endOthers));
        for (VisitToken other : others) {
            assertTrue(ledger.recognise(other).isEmpty());
        }
        assertTrue(ledger.recognise(here).isPresent());
        assertTrue(ledger.recognise(brunos).isPresent());
        assertEquals(0, anna.in(id(here)).gets(visits::endOthers));
    }

    @Test
    void changedPassword_endsAllOthers_andARefusedChangeNone() throws Exception {
        Customer anna = customer();
        VisitToken here = begin(anna, FIREFOX);
        VisitToken other = begin(anna, IPHONE);
        SignedIn in = anna.in(id(here));
        assertRefused(
                "password.current", () -> in.does(() -> users.changePassword("a wrong one", "lantern-Harbour-62")));
        assertTrue(ledger.recognise(other).isPresent());
        in.does(() -> users.changePassword(Customer.PASSWORD, "lantern-Harbour-62"));
        assertTrue(ledger.recognise(other).isEmpty());
        assertEquals("PASSWORD_CHANGED", column("end_reason", other));
        assertTrue(ledger.recognise(here).isPresent());
    }

    @Test
    void signingInAgain_givesANewReference_andTheOldOneIsDead() throws Exception {
        Customer anna = customer();
        VisitToken before = begin(anna, FIREFOX);
        VisitToken after = anna.gets(() -> visits.begin(FIREFOX, SecondFactor.NONE, before));
        assertNotEquals(before.value(), after.value());
        assertTrue(ledger.recognise(before).isEmpty());
        assertEquals("REPLACED", column("end_reason", before));
        assertTrue(ledger.recognise(after).isPresent());
    }

    @Test
    void signedOut_itIsOver() throws Exception {
        Customer anna = customer();
        VisitToken here = begin(anna, FIREFOX);
        VisitToken other = begin(anna, IPHONE);
        anna.in(id(here)).does(visits::signOut);
        assertTrue(ledger.recognise(here).isEmpty());
        assertEquals("SIGNED_OUT", column("end_reason", here));
        assertTrue(ledger.recognise(other).isPresent());
    }

    @Test
    void missingHalf_endsIt_andLeavesAnEvent() throws Exception {
        VisitToken token = begin(customer(), FIREFOX);
        UUID id = id(token);
        ledger.halfMissing(id);
        assertTrue(ledger.recognise(token).isEmpty());
        assertEquals(List.of("visit.begin DONE", "visit.half-missing REFUSED"), trail(id));
    }

    @Test
    void newDevice_isToldByMailOnce_andTheFirstOneIsNot() throws Exception {
        Customer anna = Customer.company();
        begin(anna, FIREFOX);
        begin(anna, FIREFOX);
        begin(anna, IPHONE);
        String mail = Mailbox.of(anna.email()).await(NEW_DEVICE);
        assertTrue(mail.contains("Safari on iOS"), mail);
        assertTrue(mail.contains("/customer/security.xhtml"), mail);
        assertFalse(mail.contains("127.0.0.1"), mail);
        begin(anna, IPHONE);
        begin(anna, null);
        Mailbox.of(anna.email()).await("an unknown browser on an unknown system");
        assertEquals(
                2,
                Mailbox.of(anna.email()).all().stream()
                        .filter(any -> any.contains(NEW_DEVICE))
                        .count());
    }

    @Test
    void newDeviceOfStaff_waitsForNoMail() throws Exception {
        Staff aldo = Staff.auditor();
        begin(aldo, FIREFOX);
        begin(aldo, IPHONE);
        assertEquals(0, Stores.count("core", "known_device where told_at is null and user_id = '" + aldo.user() + "'"));
        assertTrue(Stores.count("core", "known_device where user_id = '" + aldo.user() + "'") >= 2);
    }

    private static Customer customer() throws SQLException {
        return Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, Customer.word()))
                .withoutVisit();
    }

    private VisitToken begin(SignedIn who, String userAgent) throws Exception {
        return who.gets(
                () -> visits.begin(userAgent, who instanceof Customer ? SecondFactor.NONE : SecondFactor.TOTP, null));
    }

    private KnownVisit known(VisitToken token) {
        Optional<KnownVisit> known = ledger.recognise(token);
        return known.orElseThrow();
    }

    private UUID id(VisitToken token) {
        return known(token).id();
    }

    private static List<String> trail(UUID visit) throws SQLException {
        return Trail.entries("object_id = '" + visit + "'").stream()
                .map(entry -> entry.substring(0, entry.lastIndexOf(' ')))
                .sorted()
                .toList();
    }

    private static void seen(VisitToken token, String ago) throws SQLException {
        Stores.run(
                "core",
                "update visit set begun_at = now() - interval '1 hour', last_seen_at = now() - interval '" + ago
                        + "' where " + of(token));
    }

    private static String column(String expression, VisitToken token) throws SQLException {
        return Stores.column("core", "select " + expression + " from visit where " + of(token))
                .get(0);
    }

    private static String of(VisitToken token) {
        return "token_hash = '\\x" + HexFormat.of().formatHex(token.hash()) + "'";
    }
}
