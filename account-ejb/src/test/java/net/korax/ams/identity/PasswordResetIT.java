package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Residue;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.Test;

/** ASVS 6.4: a forgotten password, a link that works once, and what it must not open. */
class PasswordResetIT extends ContainerTest {

    private static final String SUBJECT = "A new password for your account";
    private static final String NEXT = "another harbour lantern";
    private static final Pattern LINK = Pattern.compile("(\\S+)/reset\\.xhtml\\?token=(\\S{43})");

    @Inject
    private PasswordResetService resets;

    @Inject
    private SignInService signIn;

    @Inject
    private SecondFactorService factors;

    @Inject
    private VisitService visits;

    @Inject
    private VisitLedger ledger;

    @Inject
    private ContactService contacts;

    @Test
    void link_changesThePasswordOnce_andEndsEveryVisit() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        VisitToken visit = anna.gets(() -> visits.begin("elsewhere", SecondFactor.NONE, null));
        String token = token(anna, name);
        assertRefused("password.too-short", () -> resets.reset(token, "short"));
        assertRefused("password.common", () -> resets.reset(token, "password1234"));
        assertTrue(opens(name, Customer.PASSWORD), "nothing has changed yet");
        resets.reset(token, NEXT);
        assertFalse(opens(name, Customer.PASSWORD));
        assertTrue(opens(name, NEXT));
        assertTrue(ledger.recognise(visit).isEmpty());
        assertRefused("reset.late", () -> resets.reset(token, "a third harbour lantern"));
        Mailbox.of(anna.email()).await("the password of your account was changed");
        assertEquals(
                1,
                Trail.entries("operation = 'password.reset' and actor = '" + anna.user() + "'")
                        .size());
    }

    @Test
    void token_isNowhereInTheStores() throws Exception {
        String name = Customer.word();
        String token = token(customer(name), name);
        assertEquals(List.of(), List.copyOf(Residue.of(List.of(token))));
    }

    @Test
    void linkOfAnHourAgo_andGuessedOnes_openNothing() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        String token = token(anna, name);
        Stores.run(
                "core",
                "update password_reset set expires_at = now() - interval '1 second' where user_id = '" + anna.user()
                        + "'");
        assertRefused("reset.late", () -> resets.reset(token, NEXT));
        assertRefused("reset.late", () -> resets.reset(PasswordReset.drawToken(), NEXT));
        assertRefused("reset.late", () -> resets.reset("", NEXT));
        assertRefused("reset.late", () -> resets.reset(null, NEXT));
        assertRefused("reset.late", () -> resets.reset("x".repeat(5000), NEXT));
        assertTrue(opens(name, Customer.PASSWORD));
    }

    @Test
    void usedLink_takesTheForceOfTheOthers() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        String first = token(anna, name);
        resets.ask(name);
        Patience.until("a second mail", () -> tokens(anna).size() == 2);
        String second = tokens(anna).stream()
                .filter(any -> !any.equals(first))
                .findFirst()
                .orElseThrow();
        resets.reset(second, NEXT);
        assertRefused("reset.late", () -> resets.reset(first, Customer.PASSWORD));
    }

    @Test
    void secondFactor_isAskedForAsBefore() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        anna.does(factors::begin);
        byte[] secret = Totp.fromBase32(anna.gets(factors::begun).base32());
        long step = Time.now().getEpochSecond() / 30;
        anna.gets(() -> factors.confirm(Totp.code(secret, step)));
        resets.reset(token(anna, name), NEXT);
        SignInResult result = signIn.signIn(name, NEXT, null, Audience.CUSTOMER);
        assertFalse(result.isAccepted());
        assertEquals(anna.user(), result.awaitsCode());
    }

    @Test
    void link_goesToWhoCoversTheAccount_andToNobodyElse() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        ContactDetails billing = Customer.contact(Customer.word());
        anna.addProved(billing, "billing");
        ContactDetails unproved = Customer.contact(Customer.word());
        Set<String> all = anna.gets(contacts::list).get(0).getRoles();
        anna.gets(() -> contacts.add(unproved, all));
        token(anna, name);
        for (ContactDetails other : List.of(billing, unproved)) {
            assertTrue(
                    Mailbox.of(other.email().value()).all().stream().noneMatch(mail -> mail.contains(SUBJECT)),
                    other.email().value());
        }
    }

    @Test
    void linksHost_isTheConfiguredOne() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        resets.ask(name);
        Matcher link =
                LINK.matcher(Mailbox.of(anna.email()).await("/reset.xhtml").replace("=\r\n", ""));
        assertTrue(link.find());
        assertEquals("https://localhost:8443", link.group(1));
    }

    @Test
    void nobodysName_isAnsweredAndKeptAlike_andSendsNothing() throws Exception {
        String nobody = Customer.word();
        resets.ask(nobody);
        resets.ask("no user name @");
        resets.ask("");
        resets.ask(null);
        assertEquals(1, wishes(nobody));
        assertEquals(0, Stores.count("core", "password_reset where user_id is null and token_fingerprint is not null"));
        for (Staff member : List.of(Staff.clerk(), Staff.operator())) {
            assertEquals(0, Stores.count("core", "password_reset where user_id = '" + member.user() + "'"));
        }
        resets.ask("olga");
        assertEquals(1, wishes("olga"));
        assertEquals(
                0,
                Stores.count(
                        "core",
                        "password_reset where user_id = '" + Staff.operator().user() + "'"));
    }

    @Test
    void moreThanThreeAnHour_doNothing_forAnyName() throws Exception {
        String name = Customer.word();
        customer(name);
        String nobody = Customer.word();
        for (int wish = 0; wish < 5; wish++) {
            resets.ask(name);
            resets.ask(nobody);
        }
        assertEquals(3, wishes(name));
        assertEquals(3, wishes(nobody));
        Stores.run("core", "update password_reset set asked_at = asked_at - interval '61 minutes'");
        resets.ask(name);
        assertEquals(4, wishes(name));
    }

    private String token(Customer who, String name) throws Exception {
        resets.ask(name);
        Patience.until("the link", () -> !tokens(who).isEmpty());
        String token = tokens(who).get(0);
        UUID user = who.user();
        Patience.until(
                "the link is in force",
                () -> Stores.count(
                                "core",
                                "password_reset where token_fingerprint is not null and user_id = '" + user + "'")
                        > 0);
        return token;
    }

    private static List<String> tokens(Customer who) throws Exception {
        return Mailbox.of(who.email()).all().stream()
                .map(mail -> LINK.matcher(mail.replace("=\r\n", "")))
                .filter(Matcher::find)
                .map(link -> link.group(2))
                .distinct()
                .toList();
    }

    private static long wishes(String name) throws SQLException {
        String fingerprint =
                HexFormat.of().formatHex(CredentialSeal.fingerprint("password-reset-name", new UserName(name).key()));
        return Stores.count("core", "password_reset where user_name_fingerprint = '\\x" + fingerprint + "'");
    }

    private boolean opens(String name, String password) {
        return signIn.signIn(name, password, null, Audience.CUSTOMER).isAccepted();
    }

    private static Customer customer(String name) throws SQLException {
        Customer anna = Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name));
        anna.prove(anna.email());
        return anna;
    }
}
