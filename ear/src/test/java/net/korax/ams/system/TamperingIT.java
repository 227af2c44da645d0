package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that no page of ours sends: bent view states, fields and buttons that are not there, objects of others, crooked addresses. */
@ExtendWith(House.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingIT {

    private static final String HOLDER = "/customer/holder.xhtml";
    private static final String STATE = "jakarta.faces.ViewState";
    private static final String BENT = "Bent By Somebody";
    private static final Pattern ID = Pattern.compile("\\?id=([0-9a-f-]{36})");

    private Newcomer sara;
    private Newcomer theo;

    @BeforeAll
    void twoCustomers(House house) {
        sara = withCard(Newcomer.company(house, "Sara"), "4242 4242 4242 4242");
        theo = withCard(Newcomer.company(house, "Theo"), "5555 5555 5555 4444");
    }

    @AfterAll
    void leave() {
        sara.visit().close();
        theo.visit().close();
    }

    @Test
    @Tag("PCI-6.2.4")
    void viewStateBentInTenWays_changesNothing_andShowsNoFault(House house) {
        Wire wire = in(house, sara);
        Wire reader = in(house, sara);
        String own = Wire.viewState(wire.get(HOLDER));
        Map<String, String> bent = new LinkedHashMap<>();
        bent.put("one sign changed", (own.charAt(0) == '1' ? '2' : '1') + own.substring(1));
        bent.put("the sign flipped", "-" + own);
        bent.put("cut short", own.substring(0, own.length() - 3));
        bent.put("twice", own + own);
        bent.put("nothing", "");
        bent.put("of a page without state", "stateless");
        bent.put("a serialised object", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3Rvcg==");
        bent.put("NUL", own + "\0");
        bent.put("a million signs", "1".repeat(1_000_000));
        bent.put("of another customer", Wire.viewState(in(house, theo).get(HOLDER)));
        bent.put("of another page", Wire.viewState(wire.get("/customer/contact.xhtml")));
        assertTrue(bent.size() >= 10);
        Map<String, Integer> faults = new TreeMap<>();
        bent.forEach((how, state) -> {
            HttpResponse<String> answer = wire.post(HOLDER, holder(state, BENT));
            if (answer.statusCode() >= 500 || answer.body().contains("Exception")) {
                faults.put(how, answer.statusCode());
            }
            assertFalse(reader.get("/customer/data.xhtml").body().contains(BENT), how);
        });
        assertEquals(Map.of(), faults);
        HttpResponse<String> straight = wire.post(HOLDER, holder(Wire.viewState(wire.get(HOLDER)), "Straight Ltd"));
        assertEquals(302, straight.statusCode());
        assertTrue(wire.get("/customer/data.xhtml").body().contains("Straight Ltd"), "the same without bending works");
    }

    @Test
    @Tag("PCI-6.2.4")
    void fieldsThatAreNotInTheForm_areNotTaken(House house) {
        Wire wire = in(house, sara);
        String user = "(select id from ams.app_user where user_name = '" + sara.userName() + "')";
        String row = house.stores().text("core", "select md5(u::text) from ams.app_user u where id = " + user);
        Map<String, String> form = holder(Wire.viewState(wire.get(HOLDER)), "Extra Fields Ltd");
        for (String extra : List.of(
                "form:admin",
                "form:role",
                "form:roles",
                "form:account",
                "form:version",
                "customerHolder.account",
                "currentAccount.number",
                "class.module.classLoader",
                "role",
                "accountId")) {
            form.put(extra, "operator");
        }
        assertEquals(302, wire.post(HOLDER, form).statusCode());
        assertTrue(wire.get("/customer/data.xhtml").body().contains("Extra Fields Ltd"));
        assertEquals(row, house.stores().text("core", "select md5(u::text) from ams.app_user u where id = " + user));
        assertEquals(
                "customer",
                house.stores().text("core", "select string_agg(role, ' ') from ams.user_role where user_id = " + user));
    }

    @Test
    void valueOutsideOfTheOptions_isRefused(House house) {
        Wire wire = in(house, sara);
        String card = "/customer/card.xhtml?id=" + id(wire, "/customer/cards.xhtml");
        String theirs = id(in(house, theo), "/customer/contacts.xhtml");
        HttpResponse<String> changed = wire.post(
                card,
                Map.of(
                        "form",
                        "form",
                        "form:expiry",
                        "10/33",
                        "form:cardholder",
                        "Sara Newcomer",
                        "form:billingContact",
                        theirs,
                        "form:save",
                        "go",
                        STATE,
                        Wire.viewState(wire.get(card))));
        assertTrue(changed.statusCode() == 200 || changed.statusCode() == 400, "shown again, " + changed.statusCode());
        assertEquals(
                0,
                house.stores()
                        .count("vault", "select count(*) from ams.card where billing_contact = '" + theirs + "'"));
    }

    @Test
    void buttonThatIsNotShown_doesNothing(House house) {
        Wire wire = in(house, sara);
        String card = "/customer/card.xhtml?id=" + id(wire, "/customer/cards.xhtml");
        HttpResponse<String> page = wire.get(card);
        assertFalse(page.body().contains("more:makeDefault"), "her only card is the default one");
        String before = versions(house);
        HttpResponse<String> answer =
                wire.post(card, Map.of("more", "more", "more:makeDefault", "go", STATE, Wire.viewState(page)));
        assertTrue(answer.statusCode() == 200 || answer.statusCode() == 400, "shown again, " + answer.statusCode());
        assertEquals(before, versions(house));

        HttpResponse<String> visits = wire.get("/customer/security.xhtml");
        String live = "select count(*) from ams.visit where ended_at is null";
        long lasting = house.stores().count("core", live);
        wire.post(
                "/customer/security.xhtml",
                Map.of(
                        "live",
                        "live",
                        "live:visits:99:end",
                        "go",
                        "visit",
                        UUID.randomUUID().toString(),
                        STATE,
                        Wire.viewState(visits)));
        assertEquals(lasting, house.stores().count("core", live));
        assertEquals(200, wire.get("/customer/overview.xhtml").statusCode());
    }

    /** Each object of another customer, by each address that takes one: as if it were not there, and an event. */
    @Test
    @Tag("PCI-7.2.2")
    @Tag("P09")
    void objectsOfAnother_areNotThere(House house) throws SQLException {
        Wire wire = in(house, sara);
        Wire other = in(house, theo);
        String user = house.stores()
                .text("core", "select id::text from ams.app_user where user_name = '" + sara.userName() + "'");
        Map<String, String> pages = Map.of(
                "/customer/card.xhtml?id=", id(other, "/customer/cards.xhtml"),
                "/customer/contact.xhtml?id=", id(other, "/customer/contacts.xhtml"));
        pages.forEach((page, theirs) -> {
            assertEquals(200, other.get(page + theirs).statusCode(), "the owner sees it");
            HttpResponse<String> answer = wire.get(page + theirs);
            assertEquals(404, answer.statusCode(), page);
            HttpResponse<String> none = wire.get(page + UUID.randomUUID());
            assertEquals(said(none), said(answer), "as if it were not there");
            for (String odd :
                    List.of("1", "%00", "..%2F..", "%27%20or%201%3D1--", theirs + "%20", theirs.toUpperCase())) {
                assertEquals(404, wire.get(page + odd).statusCode(), page + odd);
            }
        });
        try (Connection core = house.ams().superuser("core")) {
            String of = "actor = '" + user + "' and operation in ('card.view', 'contact.view')";
            assertTrue(Stores.refusals(core, of) >= 2);
        }
    }

    /** A form of one's own object, sent to the address of another's: what the page was opened for counts. */
    @Test
    @Tag("PCI-7.2.2")
    void formSentToTheAddressOfAnothersObject_doesNotReachIt(House house) {
        Wire wire = in(house, sara);
        Wire other = in(house, theo);
        String theirs = id(other, "/customer/cards.xhtml");
        String own = id(wire, "/customer/cards.xhtml");
        String page = other.get("/customer/card.xhtml?id=" + theirs).body();
        wire.post(
                "/customer/card.xhtml?id=" + theirs,
                Map.of(
                        "more",
                        "more",
                        "more:delete",
                        "go",
                        "id",
                        theirs,
                        STATE,
                        Wire.viewState(wire.get("/customer/card.xhtml?id=" + own))));
        assertEquals(1, house.stores().count("vault", "select count(*) from ams.card where id = '" + theirs + "'"));
        assertTrue(page.contains("4444"));
        String state = Wire.viewState(wire.get("/customer/security.xhtml"));
        String theirVisit = house.stores()
                .text(
                        "core",
                        "select id::text from ams.visit where ended_at is null and user_id ="
                                + " (select id from ams.app_user where user_name = '" + theo.userName() + "') limit 1");
        wire.post(
                "/customer/security.xhtml",
                Map.of(
                        "live",
                        "live",
                        "live:visits:0:end",
                        "go",
                        "live:visits:1:end",
                        "go",
                        "visit",
                        theirVisit,
                        STATE,
                        state));
        assertEquals(
                1,
                house.stores()
                        .count(
                                "core",
                                "select count(*) from ams.visit where ended_at is null and id = '" + theirVisit + "'"));
        // What the page was opened for was her own card, and it was deleted; the other tests want one.
        sara.signingIn();
        withCard(sara, "4242 4242 4242 4242");
    }

    @Test
    void parameterTwice_isOneOfThemOrNothing(House house) {
        Wire wire = in(house, sara);
        String own = id(wire, "/customer/cards.xhtml");
        String theirs = id(in(house, theo), "/customer/cards.xhtml");
        for (String query : List.of("?id=" + own + "&id=" + theirs, "?id=" + theirs + "&id=" + own)) {
            HttpResponse<String> answer = wire.get("/customer/card.xhtml" + query);
            assertTrue(answer.statusCode() == 200 || answer.statusCode() == 404, query);
            assertFalse(answer.body().contains("4444"), query);
        }
    }

    @Test
    void partialRequestForEverything_showsNothingMore(House house) {
        Wire wire = in(house, sara);
        for (String page : List.of(HOLDER, "/customer/overview.xhtml", "/customer/data.xhtml")) {
            HttpResponse<String> first = wire.get(page);
            Map<String, String> form = new HashMap<>(Map.of(
                    "jakarta.faces.partial.ajax", "true",
                    "jakarta.faces.partial.execute", "@all",
                    "jakarta.faces.partial.render", "@all",
                    "jakarta.faces.source", "staffOnly:delete",
                    "jakarta.faces.behavior.event", "anything"));
            if (first.body().contains(STATE)) {
                form.put(STATE, Wire.viewState(first));
            }
            HttpResponse<String> answer = wire.post(page, form, "Faces-Request", "partial/ajax");
            assertTrue(answer.statusCode() < 500, page + " " + answer.statusCode());
            assertFalse(answer.body().contains("Exception"), page);
            assertFalse(answer.body().contains(theo.name()), page);
        }
    }

    @Test
    void preferences_leadNowhereElse(House house) {
        Wire wire = new Wire(house);
        for (String back : List.of(
                "//evil.example",
                "https://evil.example",
                "https:evil.example",
                "\\\\evil.example",
                "/\\evil.example",
                "/%09/evil.example",
                "/\t/evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/ok\r\nX-Injected: yes",
                "")) {
            HttpResponse<String> answer = wire.post("/preferences", Map.of("back", back));
            String location = answer.headers().firstValue("Location").orElse("/");
            assertTrue(
                    location.matches("(" + Pattern.quote(house.ams().baseUrl()) + ")?/[^/\\\\].*|("
                            + Pattern.quote(house.ams().baseUrl()) + ")?/"),
                    back + " led to " + location);
            assertFalse(location.contains("evil"), back + " led to " + location);
            assertTrue(answer.headers().firstValue("X-Injected").isEmpty());
        }
    }

    @Test
    @Tag("PCI-7.3.3")
    void crookedAddresses_openNothing(House house) {
        Wire visitor = new Wire(house);
        Wire wire = in(house, sara);
        for (String crooked : List.of(
                "/%s;a=b",
                "/nothing/..;/%s",
                "/./%s",
                "/nothing/../%s",
                "/jakarta.faces.resource/../%s",
                "/jakarta.faces.resource/..;/%s",
                "//%s",
                "/%s/",
                "/%s%%00",
                "/%s%%20",
                "/%%2e/%s")) {
            HttpResponse<String> customers = visitor.get(String.format(crooked, "customer/overview.xhtml"));
            assertFalse(customers.body().contains("Sign out"), crooked);
            assertNotEquals(500, customers.statusCode(), crooked);
            HttpResponse<String> staffs = wire.get(String.format(crooked, "operator/staff.xhtml"));
            assertNotEquals(200, staffs.statusCode(), crooked);
            assertNotEquals(500, staffs.statusCode(), crooked);
        }
        for (String other : List.of(
                "/CUSTOMER/overview.xhtml",
                "/customer%2foverview.xhtml",
                "/customer/overview.XHTML",
                "/customer/overview.xhtml.jsp")) {
            assertNotEquals(200, visitor.get(other).statusCode(), other);
        }
    }

    @Test
    void methodOverride_isNotHeard(House house) {
        Wire wire = in(house, sara);
        HttpResponse<String> answer = wire.get(HOLDER, "X-HTTP-Method-Override", "DELETE", "X-Method-Override", "PUT");
        assertEquals(200, answer.statusCode());
        assertEquals(405, wire.method("DELETE", HOLDER).statusCode());
        assertEquals(405, wire.method("PUT", HOLDER).statusCode());
    }

    /** A page without what is new each time: the nonce, and the number of the fault. */
    private static String said(HttpResponse<String> answer) {
        String main = answer.body().substring(answer.body().indexOf("<main"));
        return main.substring(0, main.indexOf("</main>")).replaceAll("<code>[^<]*</code>", "");
    }

    private static Map<String, String> holder(String state, String name) {
        return new HashMap<>(Map.of(
                "form",
                "form",
                "form:holderName",
                name,
                "form:street",
                "Rue du Lac 7",
                "form:postcode",
                "1003",
                "form:city",
                "Lausanne",
                "form:country",
                "CH",
                "form:phone",
                "+41 21 311 11 11",
                "form:save",
                "go",
                STATE,
                state));
    }

    private static String versions(House house) {
        return house.stores().text("vault", "select md5(string_agg(c::text, ',' order by id)) from ams.card c");
    }

    private static String id(Wire wire, String page) {
        Matcher found = ID.matcher(wire.get(page).body());
        assertTrue(found.find(), page);
        return found.group(1);
    }

    private static Wire in(House house, Newcomer who) {
        return Wire.customer(house, who.userName(), Newcomer.PASSWORD);
    }

    private static Newcomer withCard(Newcomer who, String number) {
        Visit visit = who.visit();
        visit.open("/customer/card-add.xhtml");
        visit.fill("pan", number);
        visit.fill("expiry", "11/34");
        visit.fill("cardholder", who.name());
        if (visit.has("provePassword")) {
            visit.fill("provePassword", Newcomer.PASSWORD);
        }
        visit.send("add");
        assertEquals("/customer/cards.xhtml", visit.path(), visit.text());
        return who;
    }
}
