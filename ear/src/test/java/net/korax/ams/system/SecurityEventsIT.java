package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever attacks the running house is seen by its auditor. */
@ExtendWith(House.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityEventsIT {

    private static final String STATE = "jakarta.faces.ViewState";
    private static final String DATA = "/customer/data.xhtml";
    private static final String HOLDER = "/customer/holder.xhtml";

    private long before;

    @BeforeAll
    void lookAtTheTrail(House house) {
        before = house.stores().count("core", "select coalesce(max(seq), 0) from ams.audit_event");
    }

    @Test
    @Tag("PCI-6.4.2")
    void eachAttack_isAnEventOfItsKind_fromOneOrigin_andTheAuditorSeesThem(House house) throws Exception {
        Wire anna = Wire.customer(house, "anna");
        String state = Wire.viewState(anna.get(HOLDER));
        assertEquals(
                403,
                anna.post("/preferences", Map.of("theme", "dark"), "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(405, anna.method("PUT", DATA).statusCode());
        assertEquals(403, anna.get("/operator/house.xhtml").statusCode());
        assertEquals(
                409,
                anna.post(HOLDER, Map.of("form", "form", STATE, state + "1")).statusCode());
        assertEquals(
                204,
                anna.send("/csp-report", "application/csp-report", "{\"effective-directive\":\"script-src\"}")
                        .statusCode());
        Wire nobody = new Wire(house);
        nobody.signIn("somebody-else", "guessed at random");
        assertEquals(200, nobody.get("/reset.xhtml?token=guessed").statusCode());
        Set<String> wanted = new TreeSet<>(List.of(
                "request.cross-site",
                "request.method",
                "request.forbidden",
                "request.bent",
                "request.content-policy",
                "sign-in"));
        for (int second = 0; second < 20 && !operations(house).containsAll(wanted); second++) {
            Thread.sleep(1000);
        }
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(operations(house));
        assertEquals(Set.of(), missing);
        assertEquals(
                1,
                house.stores()
                        .count(
                                "core",
                                "select count(distinct origin) from ams.audit_event where seq > " + before
                                        + " and outcome = 'REFUSED' and operation like 'request.%'"));

        try (Visit aldo = house.staff("aldo")) {
            aldo.open("/auditor/events.xhtml");
            String shown = aldo.page().locator("main").innerText();
            for (String words : List.of(
                    "Form sent by another site",
                    "Request by a method that no page uses",
                    "Page or action of another role",
                    "Page sent back changed",
                    "Content stopped by a browser",
                    "Sign-in")) {
                assertTrue(shown.contains(words), words);
            }
            assertTrue(aldo.page().locator("svg.hours rect").count() >= 2);
        }
    }

    private Set<String> operations(House house) {
        return new TreeSet<>(List.of(house.stores()
                .text(
                        "core",
                        "select coalesce(string_agg(distinct operation, ' '), '') from ams.audit_event where seq > "
                                + before + " and outcome = 'REFUSED'")
                .split(" ")));
    }
}
