package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.audit.Origin;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Race;
import net.korax.ams.container.Stores;
import net.korax.ams.signup.SignUpService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guessing is slow: under one name, from one place, and by very many together (ASVS 6.3.1, PCI 8.3.4). */
class ThrottleIT extends ContainerTest {

    private static final String WRONG = "another lantern entirely";
    private static final byte[] HERE = {(byte) 198, 51, 100, 7};
    private static final byte[] ELSEWHERE = {(byte) 198, 51, 100, 8};

    @Inject
    private SignInService signIn;

    @Inject
    private PasswordResetService resets;

    @Inject
    private SignUpService signUp;

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Origin origin;

    @AfterEach
    void forget() throws SQLException {
        Stores.run("core", "delete from origin_count");
        origin.is(null);
    }

    @Test
    @Tag("PCI-8.3.4")
    void manyGuessesAtOnce_areNoMoreThanOneAfterAnother() throws Exception {
        String name = customer();
        int guesses = 24;
        List<Duration> delays = new ArrayList<>();
        Callable<?>[] all = new Callable<?>[guesses];
        for (int i = 0; i < guesses; i++) {
            all[i] = () -> {
                Duration delay =
                        signIn.signIn(name, WRONG, null, Audience.CUSTOMER).delay();
                synchronized (delays) {
                    delays.add(delay);
                }
                return null;
            };
        }
        try (Race race = new Race(guesses)) {
            race.run(all).forEach(stopped -> assertEquals(null, stopped));
        }
        long lookedAt = delays.stream().filter(Duration::isZero).count();
        assertEquals(guesses, delays.size());
        assertTrue(lookedAt >= 5 && lookedAt <= 7, lookedAt + " of " + guesses);
        assertEquals(
                List.of(String.valueOf(lookedAt)),
                Stores.column("core", "select failures from sign_in_attempt where " + attemptsOf(name)));
    }

    @Test
    @Tag("PCI-8.3.4")
    void afterTenFailures_theDoorOfStaffIsShutForHalfAnHour() throws Exception {
        String nobody = Customer.word();
        signIn.signIn(nobody, WRONG, "000000", Audience.STAFF);
        failures(nobody, 9);
        assertTrue(wait(nobody, Audience.STAFF).compareTo(Duration.ofMinutes(1)) < 0);
        failures(nobody, 10);
        assertTrue(wait(nobody, Audience.STAFF).compareTo(Duration.ofMinutes(29)) > 0);
        assertTrue(wait(nobody, Audience.CUSTOMER).compareTo(Duration.ofMinutes(15)) <= 0);
        Stores.run(
                "core",
                "update sign_in_attempt set last_failure_at = now() - interval '31 minutes' where "
                        + attemptsOf(nobody));
        assertEquals(Duration.ZERO, wait(nobody, Audience.STAFF));
    }

    @Test
    void placeWithAHundredFailures_waitsWhateverTheName_andOtherPlacesDoNot() throws Exception {
        String name = customer();
        whereabouts.came(HERE);
        signIn.signIn(Customer.word(), WRONG, null, Audience.CUSTOMER);
        assertEquals(
                List.of("1"),
                Stores.column(
                        "core",
                        "select number from origin_count where counted = 'SIGN_IN' and origin = '"
                                + origin.fingerprint() + "'"));
        assertTrue(in(name).isAccepted());

        Stores.run("core", "update origin_count set number = 100 where counted = 'SIGN_IN'");
        SignInResult refused = in(name);
        assertFalse(refused.isAccepted());
        assertFalse(refused.delay().isZero());
        assertTrue(refused.delay().compareTo(Duration.ofMinutes(10)) <= 0);
        assertEquals(
                0, Stores.count("core", "sign_in_attempt where " + attemptsOf(name)), "the name is not slowed down");

        whereabouts.came(ELSEWHERE);
        assertTrue(in(name).isAccepted());

        whereabouts.came(HERE);
        Stores.run("core", "update origin_count set begun_at = begun_at - interval '20 minutes'");
        assertTrue(in(name).isAccepted());
    }

    @Test
    void underVeryManyFailuresEverywhere_oneGuessIsFree_andTheRightPasswordIsTaken() throws Exception {
        String name = customer();
        signIn.signIn(Customer.word(), WRONG, null, Audience.CUSTOMER);
        Stores.run("core", "update origin_count set number = 2000 where counted = 'SIGN_IN_ANYWHERE'");
        assertTrue(in(name).isAccepted());
        assertEquals(
                Duration.ZERO,
                signIn.signIn(name, WRONG, null, Audience.CUSTOMER).delay());
        assertFalse(signIn.signIn(name, WRONG, null, Audience.CUSTOMER).delay().isZero());
    }

    @Test
    void wishesForANewPassword_areFewFromOnePlace() throws Exception {
        String name = customer();
        whereabouts.came(HERE);
        resets.ask(Customer.word());
        Stores.run("core", "update origin_count set number = 20 where counted = 'RESET'");
        long before = Stores.count("core", "password_reset");
        resets.ask(name);
        assertEquals(before, Stores.count("core", "password_reset"));
        whereabouts.came(ELSEWHERE);
        resets.ask(name);
        assertEquals(before + 1, Stores.count("core", "password_reset"));
    }

    @Test
    void namesThatOthersHave_cannotBeReadOutOfTheSignUp() throws Exception {
        String name = customer();
        whereabouts.came(HERE);
        var form = Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name);
        assertRefused("user-name.taken", () -> signUp.signUp(form));
        Stores.run("core", "update origin_count set number = 30 where counted = 'NAME_TAKEN'");
        assertRefused("user-name.too-many-taken", () -> signUp.signUp(form));
        String free = Customer.word();
        signUp.signUp(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, free));
    }

    @Test
    void ofAnAddress_aFingerprintIsKept_andOfIpv6TheNetwork() throws Exception {
        String here = fingerprint(HERE);
        assertTrue(here.matches("[0-9a-f]{16}"), here);
        assertEquals(here, fingerprint(HERE));
        assertNotEquals(here, fingerprint(ELSEWHERE));
        byte[] one = HexFormat.of().parseHex("20010db8000000010000000000000001");
        byte[] sameHouse = HexFormat.of().parseHex("20010db8000000010123456789abcdef");
        byte[] another = HexFormat.of().parseHex("20010db8000000020000000000000001");
        assertEquals(fingerprint(one), fingerprint(sameHouse));
        assertNotEquals(fingerprint(one), fingerprint(another));
    }

    private String fingerprint(byte[] address) {
        whereabouts.came(address);
        return origin.fingerprint();
    }

    private SignInResult in(String name) {
        return signIn.signIn(name, Customer.PASSWORD, null, Audience.CUSTOMER);
    }

    private Duration wait(String name, Audience door) {
        return signIn.signIn(name, WRONG, "000000", door).delay();
    }

    private static String customer() throws SQLException {
        String name = Customer.word();
        Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name));
        return name;
    }

    private static void failures(String name, int number) throws SQLException {
        Stores.run(
                "core",
                "update sign_in_attempt set failures = " + number + ", last_failure_at = now() where "
                        + attemptsOf(name));
    }

    private static String attemptsOf(String name) {
        byte[] fingerprint = Credentials.fingerprint(new UserName(name).key());
        return "user_name_fingerprint = '\\x" + HexFormat.of().formatHex(fingerprint) + "'";
    }
}
