package net.korax.ams.web.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import net.korax.ams.identity.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    private static final int PUBLIC = 8443;
    private static final int STAFF = 9443;
    private static final String INSIDE = "10.1.2.3";
    private static final String OUTSIDE = "203.0.113.9";

    private final Reach shared = new Reach("10.0.0.0/8", null, "");
    private final Reach apart = new Reach("10.0.0.0/8", Integer.toString(STAFF), "");
    private final Reach proxied = new Reach("10.0.0.0/8", null, "192.0.2.0/24");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/staff/queue.xhtml",
                "/STAFF/queue.xhtml",
                "/staff",
                "/staff/nothing",
                "/custodian/keys.xhtml",
                "/operator/",
                "/auditor/trail.xhtml",
                "/desk/visits.xhtml",
                "/staff-sign-in.xhtml",
                "/staff-sign-in-code.xhtml",
                "/staff-sso.xhtml",
                "/sso/back"
            })
    void pagesOfTheStaff_areThereForTheirNetworksAlone(String page) {
        assertFalse(shared.hides(asked(page, INSIDE, PUBLIC)));
        assertTrue(shared.hides(asked(page, OUTSIDE, PUBLIC)));
        assertTrue(apart.hides(asked(page, INSIDE, PUBLIC)));
        assertFalse(apart.hides(asked(page, INSIDE, STAFF)));
        assertTrue(apart.hides(asked(page, OUTSIDE, STAFF)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/customer/cards.xhtml", "/sign-in.xhtml", "/sign-up.xhtml", "/staffing.xhtml", "/"})
    void pagesOfCustomers_areThereForEverybody_butNotOnTheStaffsListener(String page) {
        assertFalse(shared.hides(asked(page, OUTSIDE, PUBLIC)));
        assertFalse(apart.hides(asked(page, OUTSIDE, PUBLIC)));
        assertTrue(apart.hides(asked(page, INSIDE, STAFF)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jakarta.faces.resource/ams.css.xhtml", "/preferences", "/fault.xhtml", "/cookies.xhtml"})
    void whatBothNeed_isOnBothListeners(String page) {
        assertFalse(apart.hides(asked(page, OUTSIDE, PUBLIC)));
        assertFalse(apart.hides(asked(page, INSIDE, STAFF)));
    }

    @Test
    void aVisit_isGoodWhereItsPagesAre() {
        assertTrue(shared.admits(asked("/", INSIDE, PUBLIC), Audience.STAFF));
        assertFalse(shared.admits(asked("/", OUTSIDE, PUBLIC), Audience.STAFF));
        assertTrue(shared.admits(asked("/", OUTSIDE, PUBLIC), Audience.CUSTOMER));
        assertFalse(apart.admits(asked("/", INSIDE, PUBLIC), Audience.STAFF));
        assertFalse(apart.admits(asked("/", OUTSIDE, STAFF), Audience.STAFF));
        assertFalse(apart.admits(asked("/", INSIDE, STAFF), Audience.CUSTOMER));
    }

    @Test
    void theStartOfTheStaffsListener_leadsToTheirDoor() {
        assertTrue(apart.leadsToStaffDoor(asked("/index.xhtml", INSIDE, STAFF)));
        assertFalse(apart.leadsToStaffDoor(asked("/index.xhtml", OUTSIDE, STAFF)));
        assertFalse(apart.leadsToStaffDoor(asked("/index.xhtml", INSIDE, PUBLIC)));
        assertFalse(shared.leadsToStaffDoor(asked("/index.xhtml", INSIDE, PUBLIC)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,true",
        "'203.0.113.9, 10.1.2.3',true",
        "'10.1.2.3, 192.0.2.8',true",
        "'10.1.2.3, 192.0.2.8, 192.0.2.9',true",
        "203.0.113.9,false",
        "'10.1.2.3, 203.0.113.9',false",
        "'10.1.2.3, 203.0.113.9, 192.0.2.8',false",
        "'10.1.2.3, unknown',false",
        "'10.1.2.3,',false",
        "192.0.2.8,false"
    })
    void behindAProxy_theLastHopThatIsNone_isTheCaller(String hops, boolean inside) {
        assertEquals(inside, proxied.admits(asked("/", "192.0.2.7", PUBLIC, hops), Audience.STAFF));
    }

    @Test
    void severalLinesOfHops_areReadAsOne() {
        assertFalse(proxied.admits(asked("/", "192.0.2.7", PUBLIC, "10.1.2.3", OUTSIDE), Audience.STAFF));
        assertTrue(proxied.admits(asked("/", "192.0.2.7", PUBLIC, OUTSIDE, "10.1.2.3"), Audience.STAFF));
    }

    @Test
    void aProxyThatNamesNobody_hidesTheStaff() {
        assertFalse(new Reach("192.0.2.0/24", null, "192.0.2.0/24")
                .admits(asked("/", "192.0.2.7", PUBLIC), Audience.STAFF));
    }

    @Test
    void whatAnybodyElseSaysOfHimself_isNotBelieved() {
        assertFalse(proxied.admits(asked("/", OUTSIDE, PUBLIC, "10.1.2.3"), Audience.STAFF));
        assertFalse(shared.admits(asked("/", OUTSIDE, PUBLIC, "10.1.2.3"), Audience.STAFF));
        assertFalse(shared.admits(asked("/", INSIDE, PUBLIC, INSIDE), Audience.STAFF), "a proxy that nobody has named");
        assertTrue(shared.admits(asked("/", INSIDE, PUBLIC, INSIDE), Audience.CUSTOMER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "9443x", "08443", "999999"})
    void whatIsNoPort_isRefusedByName(String port) {
        String said = assertThrows(IllegalStateException.class, () -> new Reach("", port, ""))
                .getMessage();
        assertTrue(said.startsWith("The setting AMS_STAFF_PORT") && said.contains("\"" + port + "\""), said);
    }

    private static HttpServletRequest asked(String path, String address, int port, String... hops) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ReachTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getServletPath" -> path;
                    case "getRemoteAddr" -> address;
                    case "getLocalPort" -> port;
                    case "getHeaders" -> Collections.enumeration(List.of(hops));
                    default -> null;
                });
    }
}
