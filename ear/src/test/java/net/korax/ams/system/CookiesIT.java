package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cookies hold preferences and an opaque reference to the visit, and AMS says plainly when there are none: P20 and P21. */
@ExtendWith(House.Resolver.class)
class CookiesIT {

    /** The cookies of this site, and what their values look like; some servers put the name of a node behind a reference. */
    private static final Map<String, Pattern> ALLOWED = Map.of(
            "__Host-KSID", Pattern.compile("[A-Za-z0-9_-]{22,}([.:][A-Za-z0-9_-]+)?"),
            "__Host-KST", Pattern.compile("[A-Za-z0-9_-]{43}|"),
            "ams-prefs", Pattern.compile("(auto|light|dark)\\.(auto|en|fr)"));

    private static final Pattern RANDOM = ALLOWED.get("__Host-KSID");

    @Test
    @Tag("P20")
    void noPage_setsAnotherCookie_andNoneTellsWhoOneIs(House house) {
        List<Pages.Opening> openings = house.openings();
        for (String who :
                new TreeSet<>(openings.stream().map(Pages.Opening::who).toList())) {
            try (Visit visit = house.as(who, 1280, "en-GB")) {
                openings.stream()
                        .filter(opening -> opening.who().equals(who))
                        .forEach(opening -> visit.open(opening.address()));
                visit.open("/");
                visit.send(visit.page().locator("button[name='theme'][value='dark']")::click);
                visit.send(visit.page().locator("button[name='language'][value='en']")::click);
                visit.answers().stream()
                        .flatMap(answer -> answer.setCookies().stream())
                        .forEach(CookiesIT::check);
                List<Cookie> kept = visit.context().cookies();
                assertEquals(
                        who.isEmpty() ? 2 : 3,
                        kept.size(),
                        () -> kept.stream().map(cookie -> cookie.name).toList().toString());
                kept.forEach(cookie -> checkValue(cookie.name, cookie.value));
            }
        }
    }

    @Test
    @Tag("P20")
    void signingIn_givesACookieThatKnowsNobody_andSigningOutEndsIt(House house) {
        try (Visit anna = house.visit()) {
            anna.open("/sign-in.xhtml");
            String before = session(anna);
            anna.fill("userName", "anna");
            anna.fill("password", House.PASSWORD);
            anna.send("signIn");
            String after = session(anna);
            Cookie binding = anna.context().cookies().stream()
                    .filter(cookie -> "__Host-KST".equals(cookie.name))
                    .findFirst()
                    .orElseThrow();
            assertFalse(before.equals(after), "the reference of the visitor is that of anna");
            List<Visit.Answer> answers = anna.answers();
            assertTrue(answers.stream().anyMatch(answer -> !answer.setCookies().isEmpty()));
            answers.stream().flatMap(answer -> answer.setCookies().stream()).forEach(CookiesIT::check);
            anna.send("go");
            anna.context()
                    .addCookies(List.of(new Cookie("__Host-KSID", after)
                            .setUrl(house.ams().baseUrl())
                            .setSecure(true)));
            anna.open("/customer/overview.xhtml");
            assertEquals("/sign-in.xhtml", anna.path(), "an ended visit opens pages");
        }
    }

    @Test
    void halfOfTheReference_opensNothing_andEndsTheVisit(House house) {
        try (Visit anna = house.customer("anna");
                Visit thief = house.visit()) {
            thief.context()
                    .addCookies(List.of(new Cookie("__Host-KSID", session(anna))
                            .setUrl(house.ams().baseUrl())
                            .setSecure(true)));
            assertEquals(403, thief.open("/customer/overview.xhtml"));
            anna.open("/customer/overview.xhtml");
            assertEquals("/sign-in.xhtml", anna.path());
        }
    }

    @Test
    void preferences_areKeptForAYear_andTheVisitForAsLongAsTheBrowserRuns(House house) {
        try (Visit visit = house.visit()) {
            visit.open("/");
            visit.send(visit.page().locator("button[name='theme'][value='light']")::click);
            for (Cookie cookie : visit.context().cookies()) {
                assertEquals("ams-prefs".equals(cookie.name), cookie.expires > 0, cookie.name);
            }
            assertEquals("light", visit.page().locator("html").getAttribute("data-theme"));
        }
    }

    @Test
    @Tag("P21")
    void withoutCookies_thePublicPagesWork_andSigningInSaysWhatIsWrong(House house) {
        try (Visit visit = house.visitWithoutCookies()) {
            for (String page : List.of("/", "/promises.xhtml", "/cookies.xhtml", "/sign-in.xhtml", "/sign-up.xhtml")) {
                assertEquals(200, visit.open(page), page);
            }
            visit.signIn("anna", House.PASSWORD);
            assertEquals("/sign-in.xhtml", visit.path());
            assertTrue(visit.shows("Your browser keeps no cookies, and AMS cannot work without them"), visit.text());
            visit.follow(visit.page().locator("#cookiesOff a")::click);
            assertEquals("/cookies.xhtml", visit.path());
            assertTrue(visit.shows("is described in the help of your browser"), visit.text());
        }
    }

    @Test
    @Tag("P21")
    void withoutCookies_theServerSaysSoItself(House house) {
        Wire wire = Wire.withoutCookies(house);
        String state = Wire.viewState(wire.get("/sign-in.xhtml"));
        String page = wire.post(
                        "/sign-in.xhtml",
                        Map.of(
                                "form", "form",
                                "form:userName", "anna",
                                "form:password", House.PASSWORD,
                                "form:signIn", "go",
                                "primefaces.nonce", "ZGU3ODI4ZGItNDk0Yi00ZjhjLWJkMWMtY2EwNjAyMWI3Mzc0",
                                "jakarta.faces.ViewState", state))
                .body();
        assertTrue(page.contains("<div id=\"cookiesOff\" class=\"notice notice-warn\" role=\"alert\">"), page);
        assertFalse(page.contains(House.PASSWORD));
    }

    @Test
    @Tag("P21")
    void noAddress_carriesASessionId(House house) {
        Wire wire = Wire.withoutCookies(house);
        for (String page : List.of("/", "/sign-in.xhtml", "/sign-up.xhtml", "/customer/overview.xhtml", "/nothing")) {
            var answer = wire.get(page);
            assertFalse(answer.body().toLowerCase(Locale.ROOT).contains(";jsessionid"), page);
            assertFalse(answer.body().contains(";__Host"), page);
            assertFalse(answer.headers().firstValue("Location").orElse("").contains(";"), page);
        }
        try (Visit anna = house.customer("anna")) {
            for (Pages.Opening opening : house.openings()) {
                if (opening.who().equals("anna")) {
                    anna.open(opening.address());
                    assertFalse(anna.page().url().contains(";"), anna.page().url());
                    assertFalse(anna.page().content().toLowerCase(Locale.ROOT).contains("jsessionid"), opening.page());
                }
            }
        }
    }

    @Test
    @Tag("P21")
    void thePageAboutCookies_namesEachOfThem(House house) {
        try (Visit visit = house.visit()) {
            visit.open("/cookies.xhtml");
            assertEquals(
                    new TreeSet<>(ALLOWED.keySet()),
                    new TreeSet<>(visit.page().locator("dt code").allInnerTexts()));
        }
    }

    private static String session(Visit visit) {
        return visit.context().cookies().stream()
                .filter(cookie -> "__Host-KSID".equals(cookie.name))
                .findFirst()
                .orElseThrow()
                .value;
    }

    static void check(String header) {
        String name = header.substring(0, header.indexOf('='));
        String value = header.substring(name.length() + 1, header.indexOf(';'));
        checkValue(name, value);
        String attributes = header.substring(header.indexOf(';')).toLowerCase(Locale.ROOT);
        assertTrue(attributes.contains("; path=/"), header);
        assertTrue(attributes.contains("; secure"), header);
        assertTrue(attributes.contains("; httponly"), header);
        assertTrue(attributes.contains("; samesite=" + ("ams-prefs".equals(name) ? "lax" : "strict")), header);
        assertFalse(attributes.contains("domain="), header);
    }

    private static void checkValue(String name, String value) {
        assertTrue(ALLOWED.containsKey(name), "a cookie that nobody has allowed: " + name);
        assertTrue(ALLOWED.get(name).matcher(value).matches(), "an unexpected value of " + name);
        String plain = (value + URLDecoder.decode(value, StandardCharsets.UTF_8)).toLowerCase(Locale.ROOT);
        String decoded = decoded(value).toLowerCase(Locale.ROOT);
        for (String personal : List.of("anna", "lindqvist", "korax-customer", "carl", "k100", House.PASSWORD)) {
            String word = Pattern.quote(personal.toLowerCase(Locale.ROOT));
            assertFalse(tells(decoded, word), name + " tells " + personal);
            // Four letters in the middle of others come up by chance in one of some ten thousand random tokens.
            boolean byChance = personal.length() < 5 && RANDOM.matcher(value).matches();
            assertFalse(
                    tells(plain, byChance ? "(?<![a-z0-9])" + word + "(?![a-z0-9])" : word),
                    name + " tells " + personal);
        }
    }

    private static boolean tells(String reading, String pattern) {
        return Pattern.compile(pattern).matcher(reading).find();
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
