package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.launcher.SampleTotp;
import net.korax.ams.system.TestProvider.Lie;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Staff who come by a provider of the house's own, which shows them a page of another site before it sends them back. */
@ExtendWith(House.Resolver.class)
class SsoIT {

    private static final String DOOR = "/staff-sign-in.xhtml";
    private static final String CODE = "/staff-sign-in-code.xhtml";
    private static final String OWN_FACTOR = "/desk/second-factor.xhtml";
    private static final List<String> WAY = List.of("/sso/back?state=x&code=y", "/staff-sso.xhtml");

    private static final String UNKNOWN = "linked to nobody who works here";
    private static final String REFUSED = "did not confirm who you are";

    private static TestProvider provider;
    private static SecondHouse second;

    @BeforeAll
    static void start(House house, @TempDir Path folder) throws IOException {
        provider = new TestProvider();
        Path secret = folder.resolve("secret");
        Files.writeString(secret, TestProvider.SECRET + "\n");
        Map<String, String> settings = new HashMap<>(Map.of(
                "AMS_SSO_ISSUER",
                provider.issuer(),
                "AMS_SSO_CLIENT_ID",
                TestProvider.CLIENT,
                "AMS_SSO_CLIENT_SECRET_FILE",
                secret.toString(),
                "AMS_SSO_NAME",
                "Harbour ID",
                "AMS_STAFF_NETWORKS",
                "127.0.0.1/32"));
        if (!House.MICRO.equals(house.runsOn())) {
            settings.put("AMS_SERVER", house.runsOn());
        }
        second = new SecondHouse(house, settings);
        second.start();
    }

    @AfterAll
    static void stop() {
        second.close();
        provider.close();
    }

    @BeforeEach
    void tellTheTruth() {
        provider.lie = Lie.NONE;
        provider.subject = UUID.randomUUID().toString();
    }

    @Test
    @Tag("P18")
    void aMemberWhoLinkedHisLogIn_comesByItAndHisCode_andHasHisPages(House house) {
        try (Visit carl = house.visitAt(second.baseUrl())) {
            carl.signInStaff("carl");
            assertTrue(link(carl).contains("Your log-in is linked"));
        }
        try (Visit carl = house.visitAt(second.baseUrl())) {
            come(carl);
            assertEquals(CODE, carl.path());
            assertEquals(List.of(), AccessibilityIT.faults(carl));
            carl.open("/staff/queue.xhtml");
            assertEquals(DOOR, carl.path(), "the provider alone opens nothing");
            assertEquals(List.of(), AccessibilityIT.faults(carl), "the door with the provider's button");
            carl.open(CODE);
            carl.fill("totp", "000000");
            carl.send("signIn");
            assertEquals(CODE, carl.path());
            assertFalse(carl.errorAt("totp").isEmpty());
            assertEquals(List.of(), AccessibilityIT.faults(carl), "with an error");
            carl.fill("totp", SampleTotp.code("carl", Instant.now().plusSeconds(30)));
            carl.send("signIn");
            assertEquals("/staff/queue.xhtml", carl.path());
            assertEquals(200, carl.open("/custodian/queue.xhtml"), "with the roles that were given here");
            assertEquals(
                    Set.of("__Host-KSID Strict true true", "__Host-KST Strict true true"),
                    carl.context().cookies(second.baseUrl()).stream()
                            .map(cookie -> cookie.name + " "
                                    + cookie.sameSite.name().charAt(0)
                                    + cookie.sameSite.name().substring(1).toLowerCase(java.util.Locale.ROOT) + " "
                                    + cookie.secure + " " + cookie.httpOnly)
                            .collect(Collectors.toSet()));
            assertEquals(List.of(), carl.complaints());
            everyAnswerOfTheWay_isHardened(carl);
        }
        String logs = logs();
        for (String secret : List.of(provider.subject, provider.lastToken, TestProvider.SECRET)) {
            assertFalse(logs.contains(secret), "in a log: " + secret);
        }
    }

    private static void everyAnswerOfTheWay_isHardened(Visit visit) {
        List<Visit.Answer> way = visit.answers().stream()
                .filter(answer -> answer.url().startsWith(second.baseUrl())
                        && answer.url().contains("sso"))
                .toList();
        assertTrue(way.size() >= 2, way.toString());
        for (Visit.Answer answer : way) {
            List<String> headers =
                    answer.headers().stream().map(String::toLowerCase).toList();
            for (String wanted : List.of(
                    "cache-control: no-store",
                    "referrer-policy: same-origin",
                    "content-security-policy: default-src 'none'")) {
                assertTrue(headers.stream().anyMatch(header -> header.startsWith(wanted)), wanted + answer.url());
            }
        }
        assertTrue(
                way.stream()
                        .filter(answer -> answer.url().contains("/sso/back"))
                        .allMatch(answer -> answer.setCookies().isEmpty()),
                "who comes from another site begins no session");
    }

    @Test
    void aLogInThatNobodyLinked_opensNothing_andLeavesAnEvent(House house) {
        long before = events("provider.unknown");
        try (Visit somebody = house.visitAt(second.baseUrl())) {
            come(somebody);
            assertRefused(UNKNOWN, somebody);
            somebody.open(CODE);
            assertEquals(DOOR, somebody.path());
        }
        assertEquals(before + 1, events("provider.unknown"));
    }

    @Test
    void aTokenThatDoesNotHold_opensNothing_andLeavesAnEvent(House house) {
        for (Lie lie : EnumSet.complementOf(EnumSet.of(Lie.NONE, Lie.DESCRIBES_ANOTHER, Lie.FAILS))) {
            long before = events("provider.refused");
            provider.lie = lie;
            try (Visit somebody = house.visitAt(second.baseUrl())) {
                come(somebody);
                assertTrue(somebody.shows(REFUSED), lie + ": " + somebody.text());
                assertEquals(DOOR, somebody.path());
            }
            assertEquals(before + 1, events("provider.refused"), lie.name());
        }
        provider.lie = Lie.NONE;
        try (Visit somebody = house.visitAt(second.baseUrl())) {
            come(somebody);
            assertRefused(UNKNOWN, somebody);
        }
    }

    @Test
    void aProviderThatDescribesItselfAsAnother_isNotGoneTo(House house) {
        long before = events("provider.refused");
        provider.lie = Lie.DESCRIBES_ANOTHER;
        try (Visit somebody = house.visitAt(second.baseUrl())) {
            somebody.open(DOOR);
            somebody.follow("sso");
            assertRefused(REFUSED, somebody);
        }
        assertEquals(before + 1, events("provider.refused"));
    }

    @Test
    void whoHasLeft_comesInByNoLogIn(House house) throws SQLException {
        try (Visit stella = house.visitAt(second.baseUrl())) {
            stella.signInStaff("stella");
            link(stella);
        }
        try (Visit stella = house.visitAt(second.baseUrl())) {
            come(stella);
            assertEquals(CODE, stella.path());
            leave("stella");
            stella.fill("totp", SampleTotp.code("stella", Instant.now().plusSeconds(30)));
            stella.send("signIn");
            assertEquals(CODE, stella.path(), "gone between the two steps");
        }
        try (Visit stella = house.visitAt(second.baseUrl())) {
            come(stella);
            assertRefused(UNKNOWN, stella);
        }
    }

    @Test
    void aLogIn_isOfOnePerson_untilHeEndsTheLink(House house) {
        try (Visit aldo = house.visitAt(second.baseUrl());
                Visit olga = house.visitAt(second.baseUrl())) {
            aldo.signInStaff("aldo");
            link(aldo);
            olga.signInStaff("olga");
            askToLink(olga);
            travel(olga, () -> olga.page().locator("#go").click());
            assertTrue(olga.shows("linked to somebody else here"), olga.text());
            assertTrue(olga.shows("Not linked"), olga.text());
            assertEquals(1, events("provider.taken"));

            aldo.open(OWN_FACTOR);
            aldo.sendAndConfirm("unlink");
            assertTrue(aldo.shows("Not linked"), aldo.text());
        }
        try (Visit aldo = house.visitAt(second.baseUrl())) {
            come(aldo);
            assertRefused(UNKNOWN, aldo);
        }
    }

    @Test
    void anAnswerThatNobodyAskedFor_orThatWasGivenBefore_isRefused(House house) {
        long before = events("provider.late");
        try (Visit victim = house.visitAt(second.baseUrl());
                Visit attacker = house.visitAt(second.baseUrl())) {
            for (Visit each : List.of(victim, attacker)) {
                each.open(DOOR);
                each.follow("sso");
            }
            String answer = attacker.page().locator("#go").getAttribute("href");
            travel(victim, () -> victim.open(answer.substring(second.baseUrl().length())));
            assertRefused("Please start again", victim);
            travel(attacker, () -> attacker.page().locator("#go").click());
            assertRefused(UNKNOWN, attacker);
            travel(
                    attacker,
                    () -> attacker.open(answer.substring(second.baseUrl().length())));
            assertRefused("Please start again", attacker);
        }
        assertEquals(before + 2, events("provider.late"));
    }

    @Test
    void aProviderThatFails_isSaidPlainly_andThePasswordGoesOn(House house) {
        provider.lie = Lie.FAILS;
        try (Visit clara = house.visitAt(second.baseUrl())) {
            clara.open(DOOR);
            clara.follow("sso");
            assertRefused("does not answer", clara);
            clara.signInStaff("clara");
            assertEquals("/staff/queue.xhtml", clara.path());
        }
    }

    @Test
    void fromOutside_orWithoutAProvider_thereIsNoSuchWay(House house) {
        Knock outside = Knock.at(second.baseUrl()).from("127.0.0.2");
        Knock without = Knock.at(house.ams().baseUrl());
        for (String address : WAY) {
            assertNothingThere(outside.get(address));
            assertNothingThere(without.get(address));
        }
        assertNothingThere(outside.get(CODE));
        assertTrue(Knock.at(second.baseUrl()).get(DOOR).body().contains("Sign in with Harbour ID"));
        assertFalse(without.get(DOOR).body().contains("/staff-sso.xhtml"));
    }

    private static void assertNothingThere(Knock.Answer answer) {
        assertEquals(404, answer.status());
        assertTrue(answer.body().contains("There is nothing here"), answer.body());
    }

    /** From the door to the provider, and back by its page. */
    private static void come(Visit visit) {
        visit.open(DOOR);
        visit.follow("sso");
        travel(visit, () -> visit.page().locator("#go").click());
    }

    /** Links the log-in of the provider's present subject; what is said then. */
    private static String link(Visit member) {
        askToLink(member);
        travel(member, () -> member.page().locator("#go").click());
        assertEquals(OWN_FACTOR, member.path());
        return member.notice();
    }

    private static void askToLink(Visit member) {
        member.open(OWN_FACTOR);
        member.field("link").click();
        member.page().waitForURL(provider.issuer() + "/**");
    }

    private static void travel(Visit visit, Runnable act) {
        act.run();
        visit.page()
                .waitForURL(
                        url -> url.startsWith(second.baseUrl())
                                && !URI.create(url).getPath().contains("sso"),
                        new Page.WaitForURLOptions().setTimeout(20_000));
        visit.page().waitForLoadState();
    }

    private static void assertRefused(String why, Visit visit) {
        assertEquals(DOOR, visit.path());
        assertTrue(visit.shows(why), visit.text());
    }

    private static long events(String operation) {
        try (Connection core = second.superuser("core")) {
            return Stores.refusals(core, "operation = '" + operation + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void leave(String name) throws SQLException {
        try (Connection core = second.superuser("core")) {
            core.createStatement()
                    .executeUpdate("update ams.app_user set status = 'DISABLED' where user_name = '" + name + "'");
        }
    }

    private static String logs() {
        try (Stream<Path> files = Files.walk(second.home())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .map(SsoIT::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
