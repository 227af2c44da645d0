package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.system.Knock.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of the staff are there for their networks and on their listener, and nowhere else is there a trace of them. */
@ExtendWith(House.Resolver.class)
class StaffNetworksIT {

    private static final String INSIDE = "127.0.0.1";
    private static final String OUTSIDE = "127.0.0.2";
    private static final String PROXY = "127.0.0.3";
    private static final String DOOR = "/staff-sign-in.xhtml";
    private static final String QUEUE = "/staff/queue.xhtml";
    private static final String CUSTOMERS = "/customer/overview.xhtml";
    private static final List<String> AREAS = List.of("/staff/", "/custodian/", "/operator/", "/auditor/", "/desk/");

    /** Other ways to write an address that might be mapped to a page after somebody has looked at it. */
    private static final List<String> SPELLINGS = List.of(
            "/staff",
            "/staff/",
            "/desk",
            "/staff/nothing",
            "//staff/queue.xhtml",
            "/staff//queue.xhtml",
            "/./staff/queue.xhtml",
            "/x/../staff/queue.xhtml",
            "/%73taff/queue.xhtml",
            "/staff%2fqueue.xhtml",
            "/staff/queue.xhtml;x=y",
            "/staff;x/queue.xhtml",
            "/STAFF/queue.xhtml",
            "/%73taff-sign-in.xhtml",
            "/staff-sign-in.xhtml;jsessionid=1");

    @Test
    @Tag("P18")
    void fromOutside_thePagesOfTheStaffAreLikeOnesThatDoNotExist(House house) {
        try (SecondHouse second =
                new SecondHouse(house, Map.of("AMS_STAFF_NETWORKS", INSIDE + "/32", "AMS_PROXIES", PROXY + "/32"))) {
            second.start();
            Knock here = Knock.at(second.baseUrl());
            Knock there = here.from(OUTSIDE);
            assertEquals(200, here.get(DOOR).status());
            assertLeadsToDoor(here.get(QUEUE));
            assertHidden(there, pagesOfStaff(house));
            assertHidden(there, SPELLINGS);
            assertEquals(404, there.post(DOOR, "form=form&form:userName=carl").status());
            assertEquals(404, there.post(QUEUE, "form=form").status());
            assertEquals(200, there.get("/sign-in.xhtml").status());
            assertLeadsTo("/sign-in.xhtml", there.get(CUSTOMERS));
            assertEquals(Set.of("anonymous REFUSED"), reached(second));
            theLastHopCounts(here);
            aVisitIsNobodysOutside(house, second, here, there);
        }
    }

    private static void theLastHopCounts(Knock here) {
        Knock proxy = here.from(PROXY);
        assertEquals(200, proxy.get(DOOR, "X-Forwarded-For: " + INSIDE).status());
        assertEquals(
                200, proxy.get(DOOR, "X-Forwarded-For: 192.0.2.1, " + INSIDE).status());
        for (String hops : List.of("192.0.2.1", INSIDE + ", 192.0.2.1", PROXY, "unknown", "")) {
            assertEquals(404, proxy.get(DOOR, "X-Forwarded-For: " + hops).status(), hops);
        }
        assertEquals(404, proxy.get(DOOR).status(), "a proxy that names nobody");
        assertEquals(
                404, here.from(OUTSIDE).get(DOOR, "X-Forwarded-For: " + INSIDE).status());
    }

    private static void aVisitIsNobodysOutside(House house, SecondHouse second, Knock here, Knock there) {
        try (Visit carl = house.visitAt(second.baseUrl());
                Visit anna = house.visitAt(second.baseUrl())) {
            carl.signInStaff("carl");
            String carls = cookies(carl);
            assertEquals(200, here.get(QUEUE, carls).status());
            assertEquals(403, here.get(CUSTOMERS, carls).status());
            assertEquals(404, there.get(QUEUE, carls).status());
            assertLeadsTo("/sign-in.xhtml", there.get(CUSTOMERS, carls));
            assertTrue(here.get("/nothing", carls).body().contains("href=\"/staff/queue.xhtml\""));
            assertFalse(there.get("/nothing", carls).body().contains("/staff/"));
            assertEquals(200, here.get(QUEUE, carls).status(), "and inside it goes on");

            anna.signIn("anna", House.PASSWORD);
            String annas = cookies(anna);
            assertEquals(403, here.get(QUEUE, annas).status());
            assertEquals(
                    there.get("/nothing", annas).lasting(),
                    there.get(QUEUE, annas).lasting());
            assertEquals(200, there.get(CUSTOMERS, annas).status());
        }
    }

    @Test
    @Tag("P18")
    void withAListenerOfTheirOwn_theStaffAreOnItAlone_andCustomersAreNot(House house) {
        int port = SecondHouse.free();
        try (SecondHouse second = new SecondHouse(
                house, Map.of("AMS_STAFF_NETWORKS", INSIDE + "/32", "AMS_STAFF_PORT", Integer.toString(port)))) {
            second.start();
            String base = "https://localhost:" + port;
            Knock everybody = Knock.at(second.baseUrl());
            Knock staff = Knock.at(base);
            assertHidden(everybody, pagesOfStaff(house));
            assertHidden(everybody, SPELLINGS);
            assertHidden(staff.from(OUTSIDE), pagesOfStaff(house));
            assertHidden(staff, pagesOfCustomers(house));
            assertHidden(staff.from(OUTSIDE), List.of("/", "/index.xhtml", "/sign-in.xhtml"));
            assertEquals(200, everybody.from(OUTSIDE).get("/sign-in.xhtml").status());
            assertEquals(200, everybody.from(OUTSIDE).get("/").status());
            assertLeadsToDoor(staff.get("/"));
            assertLeadsToDoor(staff.get("/sign-in.xhtml"));
            assertLeadsToDoor(staff.get(QUEUE));
            assertEquals(200, staff.get(DOOR).status());

            try (Visit carl = house.visitAt(base);
                    Visit anna = house.visitAt(second.baseUrl())) {
                carl.signInStaff("carl");
                assertEquals("/staff/queue.xhtml", carl.path());
                assertEquals(List.of(), carl.complaints());
                String carls = cookies(carl);
                assertEquals(200, staff.get(QUEUE, carls).status());
                assertEquals(404, everybody.get(QUEUE, carls).status());
                assertLeadsTo("/sign-in.xhtml", everybody.get(CUSTOMERS, carls));
                assertEquals(404, staff.from(OUTSIDE).get(QUEUE, carls).status());

                anna.signIn("anna", House.PASSWORD);
                String annas = cookies(anna);
                assertEquals(200, everybody.get(CUSTOMERS, annas).status());
                assertEquals(404, staff.get(CUSTOMERS, annas).status());
                assertLeadsToDoor(staff.get(QUEUE, annas));
            }
            aMemberOfStaffAtTheCustomersDoor_isRefused(house, second);
        }
    }

    private static void aMemberOfStaffAtTheCustomersDoor_isRefused(House house, SecondHouse second) {
        try (Visit carl = house.visitAt(second.baseUrl())) {
            carl.signIn("carl", House.PASSWORD);
            assertEquals("/sign-in.xhtml", carl.path());
            assertTrue(carl.context().cookies().stream().noneMatch(cookie -> "__Host-KST".equals(cookie.name)));
        }
    }

    @Test
    void aNetworkThatIsNone_stopsTheStartWithOneSentence(House house) {
        try (SecondHouse second = new SecondHouse(house, Map.of("AMS_STAFF_NETWORKS", "10.0.0.0/8,localhost"))) {
            assertThrows(AssertionError.class, second::start);
            List<String> said = second.said()
                    .lines()
                    .filter(line -> line.startsWith("ams:"))
                    .toList();
            assertEquals(
                    List.of("ams: The setting AMS_STAFF_NETWORKS has to list networks such as 10.0.0.0/8 or fd00::/8"
                            + " with commas between them, and \"localhost\" is none."),
                    said);
        }
    }

    /** Answered by the same bytes as an address that does not exist. */
    private static void assertHidden(Knock knock, List<String> pages) {
        String unknown = knock.get("/nothing").lasting();
        assertTrue(unknown.startsWith("HTTP/1.1 404") && unknown.contains("There is nothing here"), unknown);
        for (String page : pages) {
            assertEquals(unknown, knock.get(page).lasting(), page);
            assertEquals(405, knock.send("PUT", page, "").status(), page);
        }
    }

    private static void assertLeadsToDoor(Answer answer) {
        assertLeadsTo(DOOR, answer);
    }

    private static void assertLeadsTo(String page, Answer answer) {
        assertEquals(302, answer.status());
        assertTrue(answer.header("Location").endsWith(page), answer.header("Location"));
    }

    private static List<String> pagesOfStaff(House house) {
        return Stream.concat(
                        Stream.of(DOOR, "/staff-sign-in-code.xhtml", "/staff-sso.xhtml", "/sso/back", "/enrol.xhtml"),
                        AREAS.stream().flatMap(area -> Pages.under(house, area).stream()))
                .toList();
    }

    private static List<String> pagesOfCustomers(House house) {
        Set<String> forBoth =
                Set.of("/index.xhtml", "/sign-in.xhtml", "/fault.xhtml", "/promises.xhtml", "/cookies.xhtml");
        List<String> staff = pagesOfStaff(house);
        return Pages.all(house).stream()
                .filter(page -> !staff.contains(page) && !forBoth.contains(page))
                .toList();
    }

    private static String cookies(Visit visit) {
        return visit.context().cookies().stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; ", "Cookie: ", ""));
    }

    /** Who was refused the staff's part, as the trail has it. */
    private static Set<String> reached(SecondHouse second) {
        String refused = " where operation = 'staff.reach'";
        try (Connection core = second.superuser("core");
                ResultSet rows = core.createStatement()
                        .executeQuery("select actor || ' ' || outcome from ams.audit_event" + refused
                                + " union select actor || ' ' || outcome from ams.audit_outbox" + refused)) {
            Set<String> found = new java.util.TreeSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
