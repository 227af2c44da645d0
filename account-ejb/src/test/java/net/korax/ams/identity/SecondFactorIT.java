package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardService;
import net.korax.ams.card.PanIntake;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Residue;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The second factor, its recovery codes, and the proof that is asked again before what is sensitive. */
class SecondFactorIT extends ContainerTest {

    @Inject
    private SecondFactorService factors;

    @Inject
    private SignInService signIn;

    @Inject
    private VisitService visits;

    @Inject
    private VisitLedger ledger;

    @Inject
    private UserService users;

    @Inject
    private Users steps;

    @Inject
    private CardService cards;

    @Inject
    private ContactService contacts;

    @Inject
    private ErasureService erasures;

    @Inject
    private PanIntake intake;

    @Test
    void setUp_takesACodeOfTheApp() throws Exception {
        Customer anna = customer(Customer.word());
        assertRefused("code.not-begun", () -> anna.gets(() -> factors.confirm("000000")));
        assertNull(anna.gets(factors::begun));
        anna.does(factors::begin);
        String secret = anna.gets(factors::begun).base32();
        assertEquals(32, secret.length());
        assertRefused("code.wrong", () -> anna.gets(() -> factors.confirm(code(secret, 9))));
        assertFalse(anna.gets(users::me).hasSecondFactor());
        List<String> codes = anna.gets(() -> factors.confirm(code(secret, 0)));
        assertEquals(10, Set.copyOf(codes).size());
        codes.forEach(code -> assertTrue(code.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"), code));
        assertTrue(anna.gets(users::me).hasSecondFactor());
        assertNull(anna.gets(factors::begun));
        assertEquals(10, anna.gets(factors::recoveryCodesLeft));
        assertTrue(Trail.entries("operation = 'second-factor.on' and actor = '" + anna.user() + "'")
                        .size()
                == 1);
    }

    @Test
    void secretAndCodes_areNowhereInClear() throws Exception {
        Customer anna = customer(Customer.word());
        anna.does(factors::begin);
        String secret = anna.gets(factors::begun).base32();
        assertEquals(List.of(), List.copyOf(Residue.of(List.of(secret))));
        List<String> codes = anna.gets(() -> factors.confirm(code(secret, 0)));
        assertEquals(
                List.of(),
                List.copyOf(
                        Residue.of(List.of(secret, codes.get(0), codes.get(0).replace("-", ""), codes.get(9)))));
        assertFalse(anna.gets(factors::recoveryCodesLeft) == 0);
        assertEquals("NewSecret", new SecondFactorService.NewSecret(secret, "uri").toString());
    }

    @Test
    void signingIn_takesTwoSteps_andTheFirstAloneOpensNothing() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        String secret = setUp(anna);
        SignInResult first = signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER);
        assertFalse(first.isAccepted());
        assertEquals(Set.of(), first.roles());
        assertEquals(anna.user(), first.awaitsCode());
        SignInResult wrongPassword = signIn.signIn(name, "harbour-Lantern-27", null, Audience.CUSTOMER);
        assertNull(wrongPassword.awaitsCode());
        assertFalse(signIn.withCode(anna.user(), null, Audience.CUSTOMER).isAccepted());
        assertFalse(signIn.withCode(anna.user(), "", Audience.CUSTOMER).isAccepted());
        assertFalse(
                signIn.withCode(anna.user(), code(secret, 9), Audience.CUSTOMER).isAccepted());
        String code = code(secret, 1);
        SignInResult second = signIn.withCode(anna.user(), code, Audience.CUSTOMER);
        assertEquals(Set.of(Roles.CUSTOMER), second.roles());
        assertEquals(SecondFactor.TOTP, second.factor());
        assertFalse(signIn.withCode(anna.user(), code, Audience.CUSTOMER).isAccepted(), "a code works once");
    }

    @Test
    void codesOfOthers_andOfStaffAtThisDoor_openNothing() throws Exception {
        Customer anna = customer(Customer.word());
        Customer bruno = customer(Customer.word());
        setUp(anna);
        List<String> codes = anna.gets(factors::renewRecoveryCodes);
        String brunos = setUp(bruno);
        assertFalse(
                signIn.withCode(anna.user(), code(brunos, 1), Audience.CUSTOMER).isAccepted());
        assertFalse(
                signIn.withCode(bruno.user(), codes.get(0), Audience.CUSTOMER).isAccepted());
        byte[] secret = Totp.newSecret();
        UUID member = member(Customer.word(), secret, Roles.STAFF);
        assertFalse(signIn.withCode(member, Totp.code(secret, step()), Audience.CUSTOMER)
                .isAccepted());
    }

    @Test
    void recoveryCode_opensOnce_andItsOwnerIsTold() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        anna.prove(anna.email());
        setUp(anna);
        List<String> codes = anna.gets(factors::renewRecoveryCodes);
        String typed = codes.get(3).toUpperCase(Locale.ROOT).replace("-", " ");
        SignInResult result = signIn.withCode(anna.user(), typed, Audience.CUSTOMER);
        assertEquals(SecondFactor.RECOVERY_CODE, result.factor());
        assertEquals(9, anna.gets(factors::recoveryCodesLeft));
        assertFalse(
                signIn.withCode(anna.user(), codes.get(3), Audience.CUSTOMER).isAccepted());
        assertTrue(signIn.withCode(anna.user(), codes.get(4), Audience.CUSTOMER).isAccepted());
        Mailbox.of(anna.email()).await("somebody used a recovery code of your account");
    }

    @Test
    void newRecoveryCodes_takeThePlaceOfTheOldOnes() throws Exception {
        Customer anna = customer(Customer.word());
        setUp(anna);
        List<String> before = anna.gets(factors::renewRecoveryCodes);
        anna.gets(factors::renewRecoveryCodes);
        assertFalse(
                signIn.withCode(anna.user(), before.get(0), Audience.CUSTOMER).isAccepted());
        assertEquals(10, anna.gets(factors::recoveryCodesLeft));
        Customer bruno = customer(Customer.word());
        assertRefused("code.not-begun", () -> bruno.gets(factors::renewRecoveryCodes));
    }

    @Test
    @Tag("PCI-8.3.4")
    void guessedCodes_makeTheNextOnesWait_whateverThePassword() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        String secret = setUp(anna);
        for (int guess = 0; guess < 6; guess++) {
            signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER);
            assertFalse(
                    signIn.withCode(anna.user(), "000000", Audience.CUSTOMER).isAccepted());
        }
        assertNotEquals(
                Duration.ZERO,
                signIn.withCode(anna.user(), code(secret, 1), Audience.CUSTOMER).delay());
        assertNotEquals(
                Duration.ZERO,
                signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER).delay());
    }

    @Test
    void change_endsEveryOtherVisit_andItsOwnerIsTold() throws Exception {
        Customer anna = customer(Customer.word());
        anna.prove(anna.email());
        VisitToken elsewhere = anna.gets(() -> visits.begin("elsewhere", SecondFactor.NONE, null));
        setUp(anna);
        assertTrue(ledger.recognise(elsewhere).isEmpty());
        assertTrue(anna.gets(() -> visits.isProved(Duration.ofMinutes(1))), "this one goes on");
        Mailbox.of(anna.email()).await("signing in to your account now takes a code as well");
        anna.does(factors::drop);
        Mailbox.of(anna.email()).await("signing in to your account takes no code any more");
        assertFalse(anna.gets(users::me).hasSecondFactor());
        assertEquals(0, anna.gets(factors::recoveryCodesLeft));
        anna.does(() -> users.changePassword(Customer.PASSWORD, "another harbour lantern"));
        Mailbox.of(anna.email()).await("the password of your account was changed");
    }

    @Test
    void anotherApp_takesThePlaceOfTheFirst_onlyOnceItIsProved() throws Exception {
        Customer anna = customer(Customer.word());
        String first = setUp(anna);
        anna.does(factors::begin);
        String second = anna.gets(factors::begun).base32();
        assertTrue(
                signIn.withCode(anna.user(), code(first, 1), Audience.CUSTOMER).isAccepted(),
                "the first holds meanwhile");
        Stores.run("core", "update app_user set totp_last_step = null where id = '" + anna.user() + "'");
        anna.gets(() -> factors.confirm(code(second, 0)));
        assertFalse(
                signIn.withCode(anna.user(), code(first, 1), Audience.CUSTOMER).isAccepted());
        assertTrue(
                signIn.withCode(anna.user(), code(second, 1), Audience.CUSTOMER).isAccepted());
    }

    /** Who has lost the second factor may come in, and not to the cards (PCI 8.4.2). */
    @Test
    @Tag("PCI-8.4.2")
    void custodianWithARecoveryCode_isLetInWithoutTheCards() throws Exception {
        String name = Customer.word();
        byte[] secret = Totp.newSecret();
        UUID member = member(name, secret, Roles.STAFF, Roles.CARD_CUSTODIAN);
        steps.trust(
                member,
                Staff.operator().user(),
                Staff.secondOperator().user(),
                "for a test",
                Time.now().plus(Duration.ofDays(1)));
        SignInResult withCode = signIn.signIn(name, Customer.PASSWORD, Totp.code(secret, step() - 1), Audience.STAFF);
        assertEquals(Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN), withCode.roles());
        SignedIn in = new SignedInMember(member, Roles.STAFF);
        VisitToken full = in.gets(() -> visits.begin("first", SecondFactor.TOTP, null));
        assertTrue(ledger.recognise(full).orElseThrow().roles().contains(Roles.CARD_CUSTODIAN));
        SignedIn here = in.in(ledger.recognise(full).orElseThrow().id());
        List<String> codes = here.gets(factors::renewRecoveryCodes);
        SignInResult recovered = signIn.signIn(name, Customer.PASSWORD, codes.get(0), Audience.STAFF);
        assertEquals(Set.of(Roles.STAFF), recovered.roles());
        VisitToken token = in.gets(() -> visits.begin("second", recovered.factor(), null));
        assertEquals(Set.of(Roles.STAFF), ledger.recognise(token).orElseThrow().roles());
    }

    @Test
    void afterTenMinutes_whatIsSensitiveTakesAProof_andTryingLeavesAnEvent() throws Exception {
        Customer anna = customer(Customer.word());
        intake.take(Customer.VISA);
        UUID card = anna.gets(() -> cards.add(Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null, false));
        Card stored = anna.gets(() -> cards.get(card));
        ContactPerson contact = anna.gets(contacts::list).get(0);
        ContactDetails details = contact.getDetails();
        ContactDetails elsewhere =
                new ContactDetails(details.name(), new EmailAddress("other@customer.example"), List.of(), null);
        proved(anna, "11 minutes");
        List<SignedIn.Action> sensitive = List.of(
                () -> cards.add(Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null, false),
                () -> cards.change(card, stored.getVersion(), Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null),
                () -> cards.replaceNumber(card, stored.getVersion(), Customer.IN_TWO_YEARS),
                () -> cards.delete(card),
                () -> contacts.add(Customer.contact(Customer.word()), Set.of()),
                () -> contacts.change(contact.getId(), contact.getVersion(), elsewhere, Set.of()),
                () -> erasures.closeMine(anna.number()),
                factors::begin,
                () -> factors.confirm("000000"),
                factors::renewRecoveryCodes,
                factors::drop);
        intake.take(Customer.MASTERCARD);
        for (SignedIn.Action action : sensitive) {
            assertRefused("proof.needed", () -> anna.does(action));
        }
        assertEquals(
                sensitive.size(),
                Trail.entries("operation = 'proof.needed' and outcome = 'REFUSED' and actor = '" + anna.user() + "'")
                        .size());
        assertEquals(1, anna.gets(cards::list).size());
        assertEquals(
                details.email(), anna.gets(contacts::list).get(0).getDetails().email());
        anna.does(() -> cards.makeDefault(card));
        proved(anna, "9 minutes");
        anna.does(() -> cards.delete(card));
    }

    @Test
    void outsideOfAVisit_nothingCountsAsProved() throws Exception {
        Customer anna = customer(Customer.word()).withoutVisit();
        assertRefused("proof.needed", () -> anna.does(factors::begin));
        assertFalse(anna.gets(() -> visits.isProved(Duration.ofDays(1))));
    }

    @Test
    void proof_takesThePassword_andGivesTheVisitANewReference() throws Exception {
        Customer anna = customer(Customer.word());
        VisitToken before = anna.gets(() -> visits.begin("here", SecondFactor.NONE, null));
        SignedIn here = anna.in(ledger.recognise(before).orElseThrow().id());
        proved(anna, "1 hour");
        assertRefused("proof.refused", () -> here.gets(() -> visits.prove("harbour-Lantern-27", null)));
        assertRefused("proof.refused", () -> here.gets(() -> visits.prove(null, null)));
        assertFalse(here.gets(() -> visits.isProved(Duration.ofMinutes(10))));
        VisitToken after = here.gets(() -> visits.prove(Customer.PASSWORD, null));
        assertTrue(here.gets(() -> visits.isProved(Duration.ofMinutes(10))));
        assertTrue(ledger.recognise(before).isEmpty());
        assertTrue(ledger.recognise(after).isPresent());
        here.does(factors::begin);
    }

    @Test
    @Tag("PCI-8.3.3")
    void proofOfWhoHasASecondFactor_takesIt() throws Exception {
        Customer anna = customer(Customer.word());
        String secret = setUp(anna);
        proved(anna, "1 hour");
        assertRefused("proof.refused", () -> anna.gets(() -> visits.prove(Customer.PASSWORD, null)));
        assertRefused("proof.refused", () -> anna.gets(() -> visits.prove(Customer.PASSWORD, "000000")));
        String code = code(secret, 1);
        anna.gets(() -> visits.prove(Customer.PASSWORD, code));
        assertRefused("proof.refused", () -> anna.gets(() -> visits.prove(Customer.PASSWORD, code)));
    }

    @Test
    @Tag("PCI-8.3.4")
    void guessedPasswords_areCountedWithThoseOfTheSignIn() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        for (int guess = 0; guess < 6; guess++) {
            try {
                anna.gets(() -> visits.prove("guess", null));
            } catch (net.korax.ams.shared.Refused refused) {
                assertTrue(refused.code().startsWith("proof."), refused.code());
            }
        }
        assertRefused("proof.too-soon", () -> anna.gets(() -> visits.prove(Customer.PASSWORD, null)));
        assertNotEquals(
                Duration.ZERO,
                signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER).delay());
    }

    @Test
    @Tag("PCI-8.3.4")
    void guessedCurrentPasswords_areCountedToo() throws Exception {
        Customer anna = customer(Customer.word());
        for (int guess = 0; guess < 5; guess++) {
            assertRefused(
                    "password.current", () -> anna.does(() -> users.changePassword("guess", "another lantern here")));
        }
        assertRefused(
                "proof.too-soon",
                () -> anna.does(() -> users.changePassword(Customer.PASSWORD, "another lantern here")));
    }

    @Test
    void ofMoreVisitsThanOneMayHave_theOneUnseenForLongestEnds() throws Exception {
        Customer anna = customer(Customer.word()).withoutVisit();
        VisitToken oldest = anna.gets(() -> visits.begin("1", SecondFactor.NONE, null));
        Stores.run(
                "core",
                "update visit set begun_at = now() - interval '3 minutes', last_seen_at = now()"
                        + " - interval '2 minutes' where user_id = '" + anna.user() + "'");
        for (int more = 2; more <= 5; more++) {
            String name = String.valueOf(more);
            anna.gets(() -> visits.begin(name, SecondFactor.NONE, null));
        }
        assertEquals(5, anna.gets(visits::mine).size());
        anna.gets(() -> visits.begin("6", SecondFactor.NONE, null));
        assertEquals(5, anna.gets(visits::mine).size());
        assertTrue(ledger.recognise(oldest).isEmpty());
        assertEquals(
                1, Stores.count("core", "visit where end_reason = 'TOO_MANY' and user_id = '" + anna.user() + "'"));
    }

    /** A member of staff of this test alone. */
    private static final class SignedInMember extends SignedIn {
        SignedInMember(UUID user, String... roles) {
            super(user.toString(), Set.of(roles));
        }
    }

    private String setUp(Customer who) throws Exception {
        who.does(factors::begin);
        String secret = who.gets(factors::begun).base32();
        who.gets(() -> factors.confirm(code(secret, 0)));
        return secret;
    }

    private UUID member(String name, byte[] secret, String... roles) {
        UserName userName = new UserName(name);
        return steps.enrolStaff(userName, steps.hash(Customer.PASSWORD, userName), secret, Set.of(roles));
    }

    private static void proved(SignedIn who, String ago) throws SQLException {
        Stores.run(
                "core",
                "update visit set begun_at = now() - interval '2 hours', proved_at = now() - interval '" + ago
                        + "' where user_id = '" + who.user() + "'");
    }

    private static Customer customer(String name) throws SQLException {
        return Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.INDIVIDUAL, name));
    }

    private static long step() {
        return Time.now().getEpochSecond() / 30;
    }

    private static String code(String secret, int stepsAhead) {
        return Totp.code(Totp.fromBase32(secret), step() + stepsAhead);
    }
}
