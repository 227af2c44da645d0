package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
        signIn(nobody, "somebody-else", "guessed at random");
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

    @Test
    void moreSignInsAtOnceThanTheHouseTakesOn_areTurnedAwayWithAPageOfOurs(House house) throws Exception {
        List<Wire> people =
                IntStream.range(0, 60).mapToObj(one -> new Wire(house)).toList();
        List<HttpResponse<String>> turnedAway = new ArrayList<>();
        ExecutorService hurry = Executors.newFixedThreadPool(people.size());
        try {
            for (int round = 0; round < 10 && turnedAway.isEmpty(); round++) {
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (Wire one : people) {
                    answers.add(hurry.submit(() -> signIn(one, "nobody-" + people.indexOf(one), "guessed at random")));
                }
                for (Future<HttpResponse<String>> answer : answers) {
                    if (answer.get().statusCode() != 200) {
                        turnedAway.add(answer.get());
                    }
                }
                forgetGuesses(house);
            }
        } finally {
            hurry.shutdownNow();
        }
        assertFalse(turnedAway.isEmpty(), "nobody was turned away");
        turnedAway.forEach(answer -> {
            assertEquals(503, answer.statusCode());
            assertEquals(List.of("5"), answer.headers().allValues("Retry-After"));
            assertTrue(answer.body().contains("Very many people are signing in"), answer.body());
        });
    }

    /** All of these tests come from one place, which would have to wait. */
    private static void forgetGuesses(House house) {
        house.stores().run("core", "delete from ams.origin_count", "delete from ams.sign_in_attempt");
    }

    private Set<String> operations(House house) {
        return new TreeSet<>(List.of(house.stores()
                .text(
                        "core",
                        "select coalesce(string_agg(distinct operation, ' '), '') from ams.audit_event where seq > "
                                + before + " and outcome = 'REFUSED'")
                .split(" ")));
    }

    private static HttpResponse<String> signIn(Wire wire, String name, String password) {
        HttpResponse<String> page = wire.get("/sign-in.xhtml");
        return wire.post(
                "/sign-in.xhtml",
                Map.of(
                        "form",
                        "form",
                        "form:userName",
                        name,
                        "form:password",
                        password,
                        "form:signIn",
                        "go",
                        STATE,
                        Wire.viewState(page),
                        "primefaces.nonce",
                        Wire.nonce(page)));
    }
}
