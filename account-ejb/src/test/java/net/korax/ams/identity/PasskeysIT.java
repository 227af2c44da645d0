package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.container.Authenticator;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Race;
import net.korax.ams.container.Residue;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passkeys: made, answered for, and refused when anything of the answer is not as asked. */
class PasskeysIT extends ContainerTest {

    @Inject
    private PasskeyService passkeys;

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

    @Test
    @Tag("PCI-8.4.2")
    void passkeyAlone_letsItsOwnerIn() throws Exception {
        Customer anna = customer(Customer.word());
        Authenticator phone = add(anna);
        SignInResult in = enter(phone, Audience.CUSTOMER);
        assertTrue(in.isAccepted());
        assertEquals(Set.of(Roles.CUSTOMER), in.roles());
        assertEquals(SecondFactor.PASSKEY, in.factor());
        assertTrue(in.principal().startsWith(anna.user() + "."), in.principal());
        assertTrue(anna.gets(passkeys::mine).get(0).getLastUsedAt() != null);
        assertTrue(enter(phone, Audience.CUSTOMER).isAccepted());
    }

    @Test
    void firstPasskey_isASecondFactor_andBringsRecoveryCodes() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        assertFalse(anna.gets(users::me).hasSecondFactor());
        Authenticator phone = new Authenticator();
        PasskeyChallenge asked = anna.gets(() -> passkeys.askNew("My phone"));
        assertFalse(anna.gets(users::me).hasSecondFactor(), "asked for alone it is nothing");
        List<String> codes = anna.gets(() -> passkeys.add(asked.ceremony(), phone.create(asked.options()), "My phone"));
        assertEquals(10, codes.size());
        assertEquals("My phone", anna.gets(passkeys::mine).get(0).getLabel());
        assertNull(anna.gets(passkeys::mine).get(0).getLastUsedAt());
        assertEquals(List.of(), add(anna, new Authenticator(), "Another"), "a second brings none");

        SignInResult first = signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER);
        assertFalse(first.isAccepted());
        assertEquals(anna.user(), first.awaitsCode());
        assertTrue(first.awaitsPasskey());
        assertFalse(signIn.withCode(anna.user(), "000000", Audience.CUSTOMER).isAccepted());
        PasskeyChallenge door = passkeys.askAtTheDoor(first.awaitsCode());
        assertTrue(signIn.withPasskey(door.ceremony(), phone.get(door.options()), Audience.CUSTOMER)
                .isAccepted());
        assertTrue(signIn.withCode(anna.user(), codes.get(0), Audience.CUSTOMER).isAccepted());
    }

    @Test
    void whereSomebodyIsAwaited_thePasskeyOfAnotherIsRefused() throws Exception {
        Customer anna = customer(Customer.word());
        Customer bruno = customer(Customer.word());
        add(anna);
        Authenticator brunos = add(bruno);
        PasskeyChallenge door = passkeys.askAtTheDoor(anna.user());
        assertFalse(signIn.withPasskey(door.ceremony(), brunos.get(door.options()), Audience.CUSTOMER)
                .isAccepted());
    }

    @Test
    @Tag("PCI-8.5.1")
    void answer_countsOnce() throws Exception {
        Customer anna = customer(Customer.word());
        Authenticator phone = add(anna).counting(0);
        PasskeyChallenge door = passkeys.askAtTheDoor(null);
        String answer = phone.get(door.options());
        // A count of 0 says nothing, so that the challenge alone is left to refuse.
        Stores.run("core", "update passkey set signature_count = 0 where user_id = '" + anna.user() + "'");
        phone.counting(0);
        String uncounted = phone.get(door.options());
        assertTrue(signIn.withPasskey(door.ceremony(), uncounted, Audience.CUSTOMER)
                .isAccepted());
        assertFalse(signIn.withPasskey(door.ceremony(), uncounted, Audience.CUSTOMER)
                .isAccepted());
        assertFalse(
                signIn.withPasskey(door.ceremony(), answer, Audience.CUSTOMER).isAccepted());
        PasskeyChallenge next = passkeys.askAtTheDoor(null);
        assertFalse(
                signIn.withPasskey(next.ceremony(), uncounted, Audience.CUSTOMER)
                        .isAccepted(),
                "of another challenge");
    }

    @Test
    @Tag("PCI-8.5.1")
    void answerThatComesTwiceAtOnce_letsInOnce() throws Exception {
        Authenticator phone = add(customer(Customer.word())).counting(0);
        Stores.run("core", "update passkey set signature_count = 0");
        PasskeyChallenge door = passkeys.askAtTheDoor(null);
        String answer = phone.get(door.options());
        AtomicInteger accepted = new AtomicInteger();
        Callable<?> attempt = () ->
                signIn.withPasskey(door.ceremony(), answer, Audience.CUSTOMER).isAccepted()
                        ? accepted.incrementAndGet()
                        : null;
        try (Race race = new Race(4)) {
            assertEquals(Collections.nCopies(4, null), race.run(attempt, attempt, attempt, attempt));
        }
        assertEquals(1, accepted.get());
    }

    @Test
    void refusedAnswer_usesTheChallengeUp() throws Exception {
        Authenticator phone = add(customer(Customer.word()));
        PasskeyChallenge door = passkeys.askAtTheDoor(null);
        assertFalse(signIn.withPasskey(door.ceremony(), "{}", Audience.CUSTOMER).isAccepted());
        assertFalse(signIn.withPasskey(door.ceremony(), phone.get(door.options()), Audience.CUSTOMER)
                .isAccepted());
    }

    @Test
    void lateAnswer_isRefused() throws Exception {
        Authenticator phone = add(customer(Customer.word()));
        PasskeyChallenge door = passkeys.askAtTheDoor(null);
        Stores.run(
                "core",
                "update passkey_ceremony set expires_at = now() - interval '1 second' where id = '" + door.ceremony()
                        + "'");
        assertFalse(signIn.withPasskey(door.ceremony(), phone.get(door.options()), Audience.CUSTOMER)
                .isAccepted());
    }

    @Test
    void answerFromElsewhere_isRefused_andLeavesAnEvent() throws Exception {
        Customer anna = customer(Customer.word());
        Authenticator phone = add(anna);
        assertFalse(enter(phone.at("https://localhost:9443"), Audience.CUSTOMER).isAccepted());
        assertFalse(enter(phone.at("http://localhost:8443"), Audience.CUSTOMER).isAccepted());
        assertFalse(enter(phone.at("https://localhost:8443").of("korax.example"), Audience.CUSTOMER)
                .isAccepted());
        assertEquals(
                3,
                Trail.entries("operation = 'sign-in' and outcome = 'REFUSED' and actor = '" + anna.user() + "'")
                        .size());
        assertTrue(enter(phone.of("localhost"), Audience.CUSTOMER).isAccepted());
    }

    @Test
    @Tag("PCI-8.4.2")
    void withoutUserVerification_nothingOpens() throws Exception {
        Customer anna = customer(Customer.word());
        assertRefused("passkey.refused", () -> add(anna, new Authenticator().unverified(), "Plain key"));
        assertFalse(enter(add(anna).unverified(), Audience.CUSTOMER).isAccepted());
    }

    @Test
    void countThatGoesBack_isRefusedAndRemembered() throws Exception {
        Customer anna = customer(Customer.word());
        Authenticator phone = add(anna).counting(8);
        assertTrue(enter(phone, Audience.CUSTOMER).isAccepted());
        assertFalse(enter(phone.counting(5), Audience.CUSTOMER).isAccepted());
        assertFalse(enter(phone.counting(8), Audience.CUSTOMER).isAccepted(), "the same once more");
        assertEquals(
                2,
                Trail.entries("operation = 'passkey.copied' and outcome = 'REFUSED' and account_id = '" + anna.account()
                                + "'")
                        .size());
        assertTrue(enter(phone.counting(9), Audience.CUSTOMER).isAccepted());
    }

    @Test
    @Tag("PCI-8.3.11")
    void credentialOfAnother_cannotBeAdded() throws Exception {
        Customer anna = customer(Customer.word());
        Customer bruno = customer(Customer.word());
        Authenticator phone = add(anna);
        assertRefused("passkey.refused", () -> add(bruno, new Authenticator().withTheIdOf(phone), "Taken from Anna"));
        add(bruno);
        SQLException refused = assertThrows(
                SQLException.class,
                () -> Stores.run(
                        "core",
                        "update passkey set credential_id = (select credential_id from passkey where user_id = '"
                                + anna.user() + "') where user_id = '" + bruno.user() + "'"));
        assertEquals("23505", refused.getSQLState());
    }

    @Test
    @Tag("PCI-8.3.11")
    void passkeyThatSaysItIsOfAnother_isRefused() throws Exception {
        Authenticator annas = add(customer(Customer.word()));
        Authenticator brunos = add(customer(Customer.word()));
        assertFalse(enter(brunos.withTheHandleOf(annas), Audience.CUSTOMER).isAccepted());
        assertFalse(enter(new Authenticator().withTheIdOf(annas).withTheHandleOf(annas), Audience.CUSTOMER)
                .isAccepted());
    }

    @Test
    void answers_areGoodForTheirPurposeAlone() throws Exception {
        Customer anna = customer(Customer.word());
        Customer bruno = customer(Customer.word());
        Authenticator phone = add(anna);
        PasskeyChallenge door = passkeys.askAtTheDoor(anna.user());
        assertRefused(
                "proof.refused", () -> anna.gets(() -> passkeys.prove(door.ceremony(), phone.get(door.options()))));
        PasskeyChallenge again = anna.gets(passkeys::askAgain);
        assertFalse(signIn.withPasskey(again.ceremony(), phone.get(again.options()), Audience.CUSTOMER)
                .isAccepted());
        PasskeyChallenge asked = anna.gets(() -> passkeys.askNew("Of Anna"));
        assertRefused(
                "passkey.refused",
                () -> bruno.gets(
                        () -> passkeys.add(asked.ceremony(), new Authenticator().create(asked.options()), "Of Bruno")));
    }

    @Test
    void unreadableAnswers_areRefused() throws Exception {
        Customer anna = customer(Customer.word());
        Authenticator phone = add(anna);
        PasskeyChallenge model = passkeys.askAtTheDoor(null);
        String right = phone.get(model.options());
        for (String answer : new String[] {
            null,
            "",
            "{}",
            "[]",
            "null",
            "nonsense",
            "{\"id\":7}",
            right.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"AA\""),
            right.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"%%\""),
            right.replaceFirst("\"authenticatorData\":\"[^\"]*\"", "\"authenticatorData\":\"AAAA\""),
            right.replaceFirst("\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"e30\""),
            right.replaceFirst("\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"AAAA\""),
            right.replaceFirst("\"userHandle\":\"[^\"]*\"", "\"userHandle\":\"AA\""),
            right.replaceFirst("\"response\":", "\"answer\":"),
            "{\"id\":\"" + "A".repeat(20_000) + "\"}"
        }) {
            Stores.run("core", "delete from sign_in_attempt");
            PasskeyChallenge door = passkeys.askAtTheDoor(null);
            assertFalse(
                    signIn.withPasskey(door.ceremony(), answer, Audience.CUSTOMER)
                            .isAccepted(),
                    answer);
            PasskeyChallenge asked = anna.gets(() -> passkeys.askNew("A key"));
            assertRefused("passkey.refused", () -> anna.gets(() -> passkeys.add(asked.ceremony(), answer, "A key")));
        }
        assertFalse(signIn.withPasskey(null, right, Audience.CUSTOMER).isAccepted());
        assertFalse(
                signIn.withPasskey(UUID.randomUUID(), right, Audience.CUSTOMER).isAccepted());
    }

    @Test
    void attestationNobodyAskedFor_isRefused() throws Exception {
        Customer anna = customer(Customer.word());
        for (String format : List.of("android-safetynet", "android-key", "tpm", "apple", "fido-u2f", "packed", "x")) {
            assertRefused("passkey.refused", () -> add(anna, new Authenticator().attesting(format), "A key"));
        }
    }

    @Test
    void labels_areCheckedBeforeAKeyIsMade_andSealed() throws Exception {
        Customer anna = customer(Customer.word());
        assertRefused("passkey-label.required", () -> anna.gets(() -> passkeys.askNew(" ")));
        assertRefused("passkey-label.too-long", () -> anna.gets(() -> passkeys.askNew("x".repeat(41))));
        assertRefused("text.card-number", () -> anna.gets(() -> passkeys.askNew(Customer.VISA)));
        String word = Customer.word();
        Authenticator phone = new Authenticator();
        PasskeyChallenge asked = anna.gets(() -> passkeys.askNew(word));
        String answer = phone.create(asked.options());
        assertRefused("passkey-label.required", () -> anna.gets(() -> passkeys.add(asked.ceremony(), answer, null)));
        anna.gets(() -> passkeys.add(asked.ceremony(), answer, word));
        assertEquals(List.of(), List.copyOf(Residue.of(List.of(word))));
    }

    @Test
    void moreThanTen_areTooMany() throws Exception {
        Customer anna = customer(Customer.word());
        for (int number = 1; number <= 10; number++) {
            add(anna);
        }
        assertRefused("passkey.too-many", () -> anna.gets(() -> passkeys.askNew("One more")));
    }

    @Test
    @Tag("PCI-8.3.4")
    void refusedPasskeys_areCountedWithThoseOfTheSignIn() throws Exception {
        String name = Customer.word();
        Authenticator phone = add(customer(name));
        phone.at("https://elsewhere.example");
        for (int attempt = 0; attempt < 6; attempt++) {
            assertFalse(enter(phone, Audience.CUSTOMER).isAccepted());
        }
        assertNotEquals(Duration.ZERO, enter(phone, Audience.CUSTOMER).delay());
        assertNotEquals(
                Duration.ZERO,
                signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER).delay());
    }

    @Test
    @Tag("PCI-8.3.3")
    void passkey_provesAgainWhoIsThere() throws Exception {
        Customer anna = customer(Customer.word());
        Authenticator phone = add(anna);
        VisitToken before = anna.gets(() -> visits.begin("here", SecondFactor.PASSKEY, null));
        SignedIn here = anna.in(ledger.recognise(before).orElseThrow().id());
        longAgo(anna);
        assertRefused("proof.needed", () -> here.gets(() -> passkeys.askNew("Another")));
        assertRefused(
                "proof.needed",
                () -> here.does(
                        () -> passkeys.remove(here.gets(passkeys::mine).get(0).getId())));
        PasskeyChallenge again = here.gets(passkeys::askAgain);
        String answer = phone.get(again.options());
        VisitToken after = here.gets(() -> passkeys.prove(again.ceremony(), answer));
        assertTrue(here.gets(() -> visits.isProved(Duration.ofMinutes(1))));
        assertTrue(ledger.recognise(before).isEmpty());
        assertTrue(ledger.recognise(after).isPresent());
        assertRefused("proof.refused", () -> here.gets(() -> passkeys.prove(again.ceremony(), answer)));
        Authenticator brunos = add(customer(Customer.word()));
        PasskeyChallenge more = here.gets(passkeys::askAgain);
        assertRefused(
                "proof.refused", () -> here.gets(() -> passkeys.prove(more.ceremony(), brunos.get(more.options()))));
    }

    @Test
    void changes_endEveryOtherVisit_andAreTold() throws Exception {
        Customer anna = customer(Customer.word());
        anna.prove(anna.email());
        VisitToken elsewhere = anna.gets(() -> visits.begin("elsewhere", SecondFactor.NONE, null));
        add(anna);
        assertTrue(ledger.recognise(elsewhere).isEmpty());
        Mailbox.of(anna.email()).await("a passkey was added to your account");
        VisitToken another = anna.gets(() -> visits.begin("elsewhere", SecondFactor.NONE, null));
        UUID phone = anna.gets(passkeys::mine).get(0).getId();
        Customer bruno = customer(Customer.word());
        assertThrows(NotFound.class, () -> bruno.does(() -> passkeys.remove(phone)));
        anna.does(() -> passkeys.remove(phone));
        assertTrue(ledger.recognise(another).isEmpty());
        Mailbox.of(anna.email()).await("a passkey of your account was removed");
        assertFalse(anna.gets(users::me).hasSecondFactor());
        assertEquals(0, anna.gets(factors::recoveryCodesLeft));
        assertEquals(
                2,
                Trail.entries("operation like 'passkey.%' and actor = '" + anna.user() + "'")
                        .size());
    }

    @Test
    void removedPasskey_opensNothing_andRecoveryCodesStayWithTheApp() throws Exception {
        Customer anna = customer(Customer.word());
        anna.does(factors::begin);
        String secret = anna.gets(factors::begun).base32();
        anna.gets(() ->
                factors.confirm(Totp.code(Totp.fromBase32(secret), Time.now().getEpochSecond() / 30)));
        Authenticator phone = add(anna);
        assertEquals(10, anna.gets(factors::recoveryCodesLeft));
        anna.does(() -> passkeys.remove(anna.gets(passkeys::mine).get(0).getId()));
        assertFalse(enter(phone, Audience.CUSTOMER).isAccepted());
        assertEquals(10, anna.gets(factors::recoveryCodesLeft));
        add(anna);
        anna.does(factors::drop);
        assertTrue(anna.gets(users::me).hasSecondFactor());
        assertEquals(10, anna.gets(factors::recoveryCodesLeft));
    }

    @Test
    @Tag("PCI-8.4.2")
    void custodianWithAPasskey_getsTheCards_atTheStaffDoorAlone() throws Exception {
        UserName name = new UserName(Customer.word());
        UUID member = steps.enrolStaff(
                name, steps.hash(Customer.PASSWORD, name), Totp.newSecret(), Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN));
        SignedIn in = new Member(member);
        VisitToken first = in.gets(() -> visits.begin("first", SecondFactor.TOTP, null));
        Authenticator key = add(in.in(ledger.recognise(first).orElseThrow().id()));
        assertEquals(Set.of(Roles.STAFF), enter(key, Audience.STAFF).roles(), "not trusted yet");
        steps.trust(
                member,
                Staff.operator().user(),
                Staff.secondOperator().user(),
                "for a test",
                Time.now().plus(Duration.ofDays(1)));
        assertFalse(enter(key, Audience.CUSTOMER).isAccepted());
        SignInResult entered = enter(key, Audience.STAFF);
        assertEquals(Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN), entered.roles());
        VisitToken visit = in.gets(() -> visits.begin("second", entered.factor(), null));
        assertTrue(ledger.recognise(visit).orElseThrow().roles().contains(Roles.CARD_CUSTODIAN));
        Stores.run("core", "update app_user set status = 'DISABLED' where id = '" + member + "'");
        assertFalse(enter(key, Audience.STAFF).isAccepted());
        assertFalse(enter(add(customer(Customer.word())), Audience.STAFF).isAccepted(), "a customer at the staff door");
    }

    /** A member of staff of this test alone. */
    private static final class Member extends SignedIn {
        Member(UUID user) {
            super(user.toString(), Set.of(Roles.STAFF));
        }
    }

    private SignInResult enter(Authenticator with, Audience door) throws Exception {
        PasskeyChallenge asked = passkeys.askAtTheDoor(null);
        return signIn.withPasskey(asked.ceremony(), with.get(asked.options()), door);
    }

    private Authenticator add(SignedIn who) throws Exception {
        Authenticator made = new Authenticator();
        add(who, made, "A key");
        return made;
    }

    private List<String> add(SignedIn who, Authenticator with, String label) throws Exception {
        PasskeyChallenge asked = who.gets(() -> passkeys.askNew(label));
        return who.gets(() -> passkeys.add(asked.ceremony(), with.create(asked.options()), label));
    }

    private static void longAgo(SignedIn who) throws SQLException {
        Stores.run(
                "core",
                "update visit set begun_at = now() - interval '2 hours', proved_at = now() - interval '1 hour'"
                        + " where user_id = '" + who.user() + "'");
    }

    private static Customer customer(String name) throws SQLException {
        return Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.INDIVIDUAL, name));
    }
}
