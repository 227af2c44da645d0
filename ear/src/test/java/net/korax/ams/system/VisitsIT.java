package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.Cookie;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is signed in is decided with each request, from the database, on every node: ASVS 7.3 and 7.4. */
@ExtendWith(House.Resolver.class)
class VisitsIT {

    private static final String PAGE = "/customer/cards.xhtml";
    private static final String DOOR = "/sign-in.xhtml";
    private static final String STAFF_DOOR = "/staff-sign-in.xhtml";

    @Test
    void endedVisit_isRefusedWithItsNextRequest(House house) {
        try (Visit here = house.customer("bruno");
                Visit there = house.customer("bruno")) {
            here.open("/customer/security.xhtml");
            assertEquals(1, here.page().locator(".chip:has-text('This visit')").count());
            assertTrue(here.shows("Chrome, Linux"), here.text());
            while (here.has("end")) {
                here.send("end");
                assertEquals("The visit has ended.", here.notice());
            }
            assertTrue(here.shows("You are signed in nowhere else."), here.text());
            assertFalse(here.has("endOthers"));
            assertOut(there);
            assertIn(here);
            assertEquals(List.of(), here.complaints());
        }
    }

    @Test
    void endingAllOthers_leavesThisOne(House house) {
        try (Visit here = house.customer("bruno");
                Visit there = house.customer("bruno");
                Visit yonder = house.customer("bruno");
                Visit anna = house.customer("anna")) {
            here.open("/customer/security.xhtml");
            here.send("endOthers");
            assertTrue(here.notice().endsWith("other visits have ended."), here.notice());
            assertOut(there);
            assertOut(yonder);
            assertIn(here);
            assertIn(anna);
        }
    }

    @Test
    void formOfAnEndedVisit_doesNothing(House house) {
        try (Visit here = house.customer("bruno");
                Visit there = house.customer("bruno")) {
            there.open("/customer/holder.xhtml");
            there.fill("holderName", "Somebody else");
            house.stores().run("core", "update ams.visit set ended_at = now(), end_reason = 'IDLE' where " + of(there));
            there.page()
                    .waitForResponse(
                            any -> any.request().method().equals("POST"),
                            () -> there.field("save").click());
            here.open("/customer/data.xhtml");
            assertFalse(here.shows("Somebody else"), here.text());
        }
    }

    @Test
    @Tag("PCI-8.2.8")
    void quarterOfAnHourWithoutARequest_leadsToTheDoor(House house) {
        try (Visit anna = house.customer("anna")) {
            house.stores().run("core", age(anna, "14 minutes"));
            assertIn(anna);
            house.stores().run("core", age(anna, "15 minutes"));
            assertOut(anna);
        }
    }

    @Test
    void lastMomentOfAVisit_leadsToTheDoor_howeverBusy(House house) {
        try (Visit anna = house.customer("anna")) {
            house.stores()
                    .run(
                            "core",
                            "update ams.visit set begun_at = begun_at - interval '12 hours', ends_at = now() where "
                                    + of(anna));
            assertOut(anna);
        }
    }

    @Test
    @Tag("PCI-8.2.5")
    void disabledMemberOfStaff_isOutWithTheNextRequest_andWhoLostARoleLacksItsPages(House house) {
        String aldo = "(select id from ams.app_user where user_name = 'aldo')";
        try (Visit visit = house.staff("aldo")) {
            assertEquals(200, visit.open("/auditor/trail.xhtml"));
            house.stores().run("core", "delete from ams.user_role where user_id = " + aldo);
            assertEquals(403, visit.open("/auditor/trail.xhtml"));
            house.stores().run("core", "insert into ams.user_role values (" + aldo + ", 'auditor')");
            assertEquals(200, visit.open("/auditor/trail.xhtml"));

            house.stores().run("core", "update ams.app_user set status = 'DISABLED' where id = " + aldo);
            visit.open("/auditor/trail.xhtml");
            assertEquals(STAFF_DOOR, visit.path());
        } finally {
            house.stores()
                    .run(
                            "core",
                            "update ams.app_user set status = 'ACTIVE' where id = " + aldo,
                            "insert into ams.user_role values (" + aldo + ", 'auditor') on conflict do nothing");
        }
    }

    @Test
    void staffSeeTheirVisits_andTheSecondFactorIsRemembered(House house) {
        try (Visit olga = house.staff("olga")) {
            olga.open("/desk/visits.xhtml");
            assertEquals(1, olga.page().locator(".chip:has-text('This visit')").count());
            assertTrue(olga.shows("Chrome, Linux"), olga.text());
            assertEquals(
                    1, house.stores().count("core", "select count(second_factor_at) from ams.visit where " + of(olga)));
        }
    }

    @Test
    void signingIn_changesBothReferences_andTheOldOnesAreDead(House house) {
        try (Visit anna = house.customer("anna");
                Visit thief = house.visit()) {
            Cookie session = cookie(anna, "__Host-KSID");
            Cookie reference = cookie(anna, "__Host-KST");
            anna.signIn("anna", House.PASSWORD);
            assertNotEquals(session.value, cookie(anna, "__Host-KSID").value);
            assertNotEquals(reference.value, cookie(anna, "__Host-KST").value);
            thief.context().addCookies(List.of(session, reference));
            assertOut(thief);
            assertIn(anna);
        }
    }

    @Test
    void signedOut_theReferenceOpensNothing(House house) {
        try (Visit anna = house.customer("anna");
                Visit thief = house.visit()) {
            Cookie reference = cookie(anna, "__Host-KST");
            anna.send("go");
            thief.context().addCookies(List.of(reference));
            assertOut(thief);
        }
    }

    @Test
    @Tag("R12")
    void nodeThatDies_logsNobodyOut_andWhatEndsOnOneNodeEndsOnAll(House house) {
        try (SecondHouse node = SecondHouse.nodeOf(house);
                Visit anna = house.customer("anna");
                Visit bruno = house.customer("bruno")) {
            node.start();
            String there = node.baseUrl();
            assertEquals(200, anna.open(there + PAGE));
            assertEquals(PAGE, anna.path());
            assertEquals(200, bruno.open(there + PAGE));

            anna.open(there + "/customer/security.xhtml");
            house.stores().run("core", "update ams.visit set ended_at = now(), end_reason = 'IDLE' where " + of(bruno));
            bruno.open(there + PAGE);
            assertEquals(DOOR, bruno.path());

            node.server().destroyForcibly();
            node.awaitEnd();
            assertIn(anna);
        }
    }

    private static void assertIn(Visit visit) {
        assertEquals(200, visit.open(PAGE));
        assertEquals(PAGE, visit.path(), visit.text());
    }

    private static void assertOut(Visit visit) {
        visit.open(PAGE);
        assertEquals(DOOR, visit.path(), visit.text());
    }

    private static String age(Visit visit, String unseen) {
        return "update ams.visit set begun_at = now() - interval '1 hour', last_seen_at = now() - interval '" + unseen
                + "' where " + of(visit);
    }

    private static Cookie cookie(Visit visit, String name) {
        Cookie found = visit.context().cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .findFirst()
                .orElseThrow();
        return new Cookie(name, found.value)
                .setDomain(found.domain)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true);
    }

    /** The row of a visit, by the hash of its cookie. */
    private static String of(Visit visit) {
        return "token_hash = sha256('" + cookie(visit, "__Host-KST").value + "'::bytea)";
    }
}
