package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P08, P17 and P18: who gets in at which door, with what, and how guessing is slowed down. */
class SignInIT extends ContainerTest {

    private static final String WRONG = "harbour-Lantern-27";

    @Inject
    private SignInService signIn;

    @Inject
    private TrustService trust;

    @Inject
    private UserService users;

    @Inject
    private Users steps;

    @Test
    @Tag("P08")
    void rightPassword_opensTheCustomersDoorAndSaysNothingOfHim() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        SignInResult result = asCustomer(name, Customer.PASSWORD);
        assertTrue(result.isAccepted());
        assertEquals(Set.of(Roles.CUSTOMER), result.roles());
        assertEquals(anna.user() + "." + anna.account(), result.principal());
        assertEquals("en", result.locale());
        assertTrue(asCustomer(name.toUpperCase(Locale.ROOT), Customer.PASSWORD).isAccepted());
    }

    @Test
    void wrongUnknownEmptyAndDisabled_areRefusedAlike() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        SignInResult wrong = asCustomer(name, WRONG);
        assertFalse(wrong.isAccepted());
        assertEquals(wrong, asCustomer(Customer.word(), Customer.PASSWORD));
        assertEquals(wrong, asCustomer(name, ""));
        assertEquals(wrong, asCustomer(name, null));
        assertEquals(wrong, asCustomer("no user name @", Customer.PASSWORD));
        Stores.run("core", "update app_user set status = 'DISABLED' where id = '" + anna.user() + "'");
        assertEquals(wrong, asCustomer(name, Customer.PASSWORD));
    }

    @Test
    void otherDoor_staysShut() throws Exception {
        String customer = Customer.word();
        customer(customer);
        assertFalse(signIn.signIn(customer, Customer.PASSWORD, "000000", Audience.STAFF)
                .isAccepted());
        String member = Customer.word();
        byte[] secret = Totp.newSecret();
        enrol(member, secret, Roles.STAFF);
        assertFalse(signIn.signIn(member, Customer.PASSWORD, code(secret, 0), Audience.CUSTOMER)
                .isAccepted());
        assertTrue(asStaff(member, code(secret, 0)).isAccepted());
    }

    @Test
    @Tag("PCI-8.4.2")
    @Tag("P18")
    void staffNeedTheirCode_andEachCodeWorksOnce() throws Exception {
        String name = Customer.word();
        byte[] secret = Totp.newSecret();
        enrol(name, secret, Roles.STAFF);
        assertFalse(asStaff(name, null).isAccepted());
        assertFalse(asStaff(name, code(secret, 20)).isAccepted());
        String code = code(secret, 0);
        assertTrue(asStaff(name, code).isAccepted());
        assertFalse(asStaff(name, code).isAccepted());
        assertTrue(asStaff(name, code(secret, 1)).isAccepted());
    }

    @Test
    @Tag("PCI-8.4.2")
    @Tag("P18")
    void staffWithoutASecondFactor_areNotStoredAndWouldNotGetIn() throws Exception {
        String name = Customer.word();
        UUID member = enrol(name, Totp.newSecret(), Roles.STAFF, Roles.OPERATOR);
        String forget = "update app_user set totp_sealed = null where id = '" + member + "'";
        SQLException refused = assertThrows(SQLException.class, () -> Stores.run("core", forget));
        assertTrue(refused.getMessage().contains("app_user_second_factor"), refused.getMessage());

        Stores.run("core", "alter table app_user drop constraint app_user_second_factor", forget);
        try {
            assertFalse(asStaff(name, null).isAccepted());
            assertFalse(asStaff(name, "").isAccepted());
            assertFalse(asStaff(name, "000000").isAccepted());
        } finally {
            Stores.run(
                    "core",
                    "update app_user set totp_sealed = '\\x00' where id = '" + member + "'",
                    "alter table app_user add constraint app_user_second_factor"
                            + " check (audience = 'CUSTOMER' or totp_sealed is not null)");
        }
    }

    /** So whoever grants trust, or is trusted, has proved a second factor in this very visit (P17). */
    @Test
    @Tag("PCI-8.4.2")
    void rolesOfStaff_comeThroughTheStaffDoorAlone_withACode() throws Exception {
        String name = Customer.word();
        byte[] secret = Totp.newSecret();
        enrol(name, secret, Roles.OPERATOR);
        assertFalse(asStaff(name, null).isAccepted());
        assertFalse(asCustomer(name, Customer.PASSWORD).isAccepted());
        assertEquals(Set.of(Roles.OPERATOR), asStaff(name, code(secret, 0)).roles());

        String planted = Customer.word();
        Customer anna = customer(planted);
        for (String role : Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR)) {
            Stores.run("core", "insert into user_role values ('" + anna.user() + "', '" + role + "')");
        }
        assertEquals(
                Set.of(Roles.CUSTOMER), asCustomer(planted, Customer.PASSWORD).roles());
        assertFalse(
                signIn.signIn(planted, Customer.PASSWORD, null, Audience.STAFF).isAccepted());
    }

    @Test
    @Tag("PCI-8.5.1")
    void rightCodeWithAWrongPassword_isNotUsedUp() throws Exception {
        String name = Customer.word();
        byte[] secret = Totp.newSecret();
        enrol(name, secret, Roles.STAFF);
        String code = code(secret, 0);
        assertFalse(signIn.signIn(name, WRONG, code, Audience.STAFF).isAccepted());
        assertTrue(asStaff(name, code).isAccepted());
    }

    @Test
    @Tag("PCI-3.6.1.3")
    @Tag("P17")
    void custodianWithoutALiveTrust_lacksTheRole() throws Exception {
        String name = Customer.word();
        byte[] secret = Totp.newSecret();
        UUID custodian = enrol(name, secret, Roles.STAFF, Roles.CARD_CUSTODIAN);
        assertEquals(Set.of(Roles.STAFF), asStaff(name, code(secret, 0)).roles());

        Staff operator = Staff.operator();
        steps.trust(
                custodian,
                operator.user(),
                Staff.secondOperator().user(),
                "Trained in May",
                Time.now().plus(Duration.ofDays(30)));
        forgetCodes(custodian);
        assertEquals(
                Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN),
                asStaff(name, code(secret, 0)).roles());

        Stores.run(
                "core",
                "update custodian_trust set granted_at = now() - interval '2 days', ends_at = now() - interval '1 day'"
                        + " where user_id = '" + custodian + "'");
        forgetCodes(custodian);
        assertEquals(Set.of(Roles.STAFF), asStaff(name, code(secret, 0)).roles());

        steps.trust(
                custodian,
                operator.user(),
                Staff.secondOperator().user(),
                "Trained again",
                Time.now().plus(Duration.ofDays(30)));
        operator.does(() -> trust.end(custodian));
        forgetCodes(custodian);
        assertEquals(Set.of(Roles.STAFF), asStaff(name, code(secret, 0)).roles());
    }

    @Test
    @Tag("PCI-7.2.3")
    void trust_isNeverGivenToOneselfNorToWhoHasNotTheRoleNorForThePast() throws Exception {
        Staff operator = Staff.operator();
        UUID custodian = enrol(Customer.word(), Totp.newSecret(), Roles.CARD_CUSTODIAN);
        UUID clerk = enrol(Customer.word(), Totp.newSecret(), Roles.STAFF);
        assertRefused(
                "trust.no-custodian",
                () -> operator.does(
                        () -> trust.propose(clerk, "Why not", Time.now().plusSeconds(60))));
        assertRefused(
                "trust.ends-in-the-past",
                () -> operator.does(
                        () -> trust.propose(custodian, "Too late", Time.now().minusSeconds(60))));
        assertRefused(
                "trust.no-custodian",
                () -> operator.does(() ->
                        trust.propose(operator.user(), "Myself", Time.now().plusSeconds(60))));
        Stores.run("core", "insert into user_role values ('" + operator.user() + "', 'card-custodian')");
        try {
            assertRefused(
                    "trust.by-oneself",
                    () -> operator.does(() ->
                            trust.propose(operator.user(), "Myself", Time.now().plusSeconds(60))));
        } finally {
            Stores.run(
                    "core",
                    "delete from user_role where user_id = '" + operator.user() + "' and role = 'card-custodian'");
        }
    }

    @Test
    @Tag("PCI-8.3.4")
    void afterFiveFailures_theWaitGrowsUpToAQuarterOfAnHour() throws Exception {
        String name = Customer.word();
        customer(name);
        for (int failure = 1; failure <= 5; failure++) {
            assertEquals(Duration.ZERO, asCustomer(name, WRONG).delay(), "failure " + failure);
        }
        assertEquals("5", failures(name));

        Duration ten = waitAfter(10, name);
        Duration twelve = waitAfter(12, name);
        Duration hundred = waitAfter(100, name);
        assertTrue(ten.compareTo(Duration.ofSeconds(16)) > 0, ten.toString());
        assertTrue(twelve.compareTo(ten) > 0, twelve.toString());
        assertTrue(hundred.compareTo(Duration.ofMinutes(14)) > 0, hundred.toString());
        assertTrue(hundred.compareTo(Duration.ofMinutes(15)) <= 0, hundred.toString());

        // Waiting is not failing, and the right password does not get around it.
        SignInResult early = asCustomer(name, Customer.PASSWORD);
        assertFalse(early.isAccepted());
        assertEquals("100", failures(name));

        Stores.run(
                "core",
                "update sign_in_attempt set last_failure_at = now() - interval '1 hour' where " + attemptsOf(name));
        assertTrue(asCustomer(name, Customer.PASSWORD).isAccepted());
        assertEquals(0, Stores.count("core", "sign_in_attempt where " + attemptsOf(name)));
    }

    @Test
    void unknownName_isSlowedDownInTheSameWay() throws Exception {
        String nobody = Customer.word();
        asCustomer(nobody, WRONG);
        assertEquals("1", failures(nobody));
        assertTrue(waitAfter(12, nobody).compareTo(Duration.ofSeconds(60)) > 0);
    }

    @Test
    void changedPassword_opensAndTheOldOneDoesNot() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        assertRefused("password.current", () -> anna.does(() -> users.changePassword(WRONG, "lantern-Harbour-62")));
        assertRefused("password.too-short", () -> anna.does(() -> users.changePassword(Customer.PASSWORD, "short")));
        anna.does(() -> users.changePassword(Customer.PASSWORD, "lantern-Harbour-62"));
        assertFalse(asCustomer(name, Customer.PASSWORD).isAccepted());
        assertTrue(asCustomer(name, "lantern-Harbour-62").isAccepted());
    }

    @Test
    @Tag("PCI-8.3.6")
    void staffPassword_needsLettersAndDigits_andACustomersDoesNot() throws Exception {
        Staff olga = member(Customer.word());
        for (String lacking : List.of("violet cart hums", "482 915 770 2286 31")) {
            assertRefused(
                    "password.letters-and-digits",
                    () -> olga.does(() -> users.changePassword(Customer.PASSWORD, lacking)));
        }
        olga.does(() -> users.changePassword(Customer.PASSWORD, "violet cart hums 4"));
        Customer anna = customer(Customer.word());
        anna.does(() -> users.changePassword(Customer.PASSWORD, "violet cart hums"));
    }

    @Test
    @Tag("PCI-8.3.7")
    void staffPassword_isNoneOfTheLastFour() throws Exception {
        Staff olga = member(Customer.word());
        List<String> had = new ArrayList<>(List.of(Customer.PASSWORD));
        for (int i = 1; i <= 5; i++) {
            String next = "violet cart hums " + i;
            String current = had.get(had.size() - 1);
            olga.does(() -> users.changePassword(current, next));
            had.add(next);
        }
        String current = had.get(5);
        for (String again : had.subList(1, 6)) {
            assertRefused("password.used-before", () -> olga.does(() -> users.changePassword(current, again)));
        }
        assertEquals(4, Stores.count("core", "past_password where user_id = '" + olga.user() + "'"));
        olga.does(() -> users.changePassword(current, had.get(0)));
    }

    @Test
    @Tag("PCI-8.3.2")
    void hashWithOlderParameters_isReplacedAtTheNextSignIn() throws Exception {
        String name = Customer.word();
        Customer anna = customer(name);
        String older = new Argon2PasswordHash(CredentialSeal::pepper, new Argon2PasswordHash.Cost(12_288, 3, 1))
                .generate(Customer.PASSWORD.toCharArray());
        Stores.run("core", "update app_user set password_hash = '" + older + "' where id = '" + anna.user() + "'");
        assertFalse(asCustomer(name, WRONG).isAccepted());
        assertEquals(older, hash(anna));
        assertTrue(asCustomer(name, Customer.PASSWORD).isAccepted());
        String renewed = hash(anna);
        assertTrue(renewed.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), renewed);
        assertTrue(asCustomer(name, Customer.PASSWORD).isAccepted());
        assertEquals(renewed, hash(anna));
    }

    @Test
    @Tag("PCI-8.3.2")
    void storedPassword_isAHashOfItsOwnForEachUser() throws Exception {
        Customer anna = customer(Customer.word());
        Customer bruno = customer(Customer.word());
        String annas = hash(anna);
        assertFalse(annas.contains(Customer.PASSWORD));
        assertFalse(annas.equals(hash(bruno)));
        assertNull(signIn.signIn("", annas, null, Audience.CUSTOMER).principal());
    }

    private SignInResult asCustomer(String name, String password) {
        return signIn.signIn(name, password, null, Audience.CUSTOMER);
    }

    private SignInResult asStaff(String name, String code) {
        return signIn.signIn(name, Customer.PASSWORD, code, Audience.STAFF);
    }

    private static Customer customer(String name) throws SQLException {
        return Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name));
    }

    private Staff member(String name) throws SQLException {
        enrol(name, Totp.newSecret(), Roles.STAFF);
        return Staff.named(name, Roles.STAFF);
    }

    private UUID enrol(String name, byte[] secret, String... roles) {
        UserName userName = new UserName(name);
        return steps.enrolStaff(userName, steps.hash(Customer.PASSWORD, userName), secret, Set.of(roles));
    }

    /** The code that is shown some steps of half a minute from now. */
    private static String code(byte[] secret, long stepsAhead) {
        return Totp.code(secret, Math.floorDiv(Time.now().getEpochSecond(), 30L) + stepsAhead);
    }

    /** Lets the current code be used again. */
    private static void forgetCodes(UUID user) throws SQLException {
        Stores.run("core", "update app_user set totp_last_step = null where id = '" + user + "'");
    }

    private Duration waitAfter(int failures, String name) throws SQLException {
        Stores.run(
                "core",
                "update sign_in_attempt set failures = " + failures + ", last_failure_at = now() where "
                        + attemptsOf(name));
        return asCustomer(name, WRONG).delay();
    }

    private static String failures(String name) throws SQLException {
        return Stores.column("core", "select failures from sign_in_attempt where " + attemptsOf(name))
                .get(0);
    }

    private static String attemptsOf(String name) {
        byte[] fingerprint = CredentialSeal.fingerprint("sign-in", new UserName(name).key());
        return "user_name_fingerprint = '\\x" + HexFormat.of().formatHex(fingerprint) + "'";
    }

    private static String hash(Customer customer) throws SQLException {
        return Stores.column("core", "select password_hash from app_user where id = '" + customer.user() + "'")
                .get(0);
    }
}
