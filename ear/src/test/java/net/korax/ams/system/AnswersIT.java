package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.korax.ams.system.Knock.Answer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xml.sax.InputSource;

/** Real answers of every class of address: their headers, their cookies, and a page of ours for whatever is refused. */
@ExtendWith(House.Resolver.class)
class AnswersIT {

    private static final String STATE = "jakarta.faces.ViewState";
    private static final String DOOR = "/sign-in.xhtml";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final int LIMIT = 256 * 1024;

    /** What no answer tells: the name of a server, or a trace. */
    private static final String TELLS = "(?s).*(Payara|GlassFish|Grizzly|WildFly|Undertow|Liberty|Exception|\\tat ).*";

    /** What some servers refuse before anything of ours is asked. */
    private static final Set<String> ELSEWHERE_REFUSED_BEFORE =
            Set.of("400, two hosts", "404, folder /WEB-INF/", "404, folder /META-INF/");

    /** One answer, whoever has fetched it. */
    private record Seen(String what, int expected, int status, Function<String, List<String>> headers, String body) {

        static Seen of(String what, int expected, HttpResponse<String> answer) {
            return new Seen(
                    what,
                    expected,
                    answer.statusCode(),
                    name -> answer.headers().allValues(name),
                    answer.body());
        }

        static Seen of(String what, int expected, Answer answer) {
            return new Seen(what, expected, answer.status(), answer::headers, answer.body());
        }

        String header(String name) {
            return String.join(" and ", headers.apply(name));
        }

        boolean isResource() {
            return what.startsWith("resource");
        }
    }

    @TestFactory
    @Tag("PCI-4.2.1")
    List<DynamicTest> everyClassOfAddress_isAnsweredWithAllHeaders(House house) {
        List<Seen> seen = new ArrayList<>(pages(house));
        seen.addAll(resources(house));
        seen.addAll(refusals(house));
        return seen.stream()
                .map(one -> DynamicTest.dynamicTest(one.what(), () -> {
                    if (!house.runsOn().equals(House.MICRO)
                            && ELSEWHERE_REFUSED_BEFORE.contains(one.what())
                            && !one.body().contains("class=\"fault-id\"")) {
                        assertFalse(one.body().matches(TELLS), one.body());
                        assertEquals(one.expected(), one.status());
                        assertEquals("", one.header("Server") + one.header("X-Powered-By"));
                    } else {
                        check(one);
                    }
                }))
                .toList();
    }

    private static void check(Seen seen) {
        String policy = seen.header("Content-Security-Policy");
        assertAll(
                () -> assertEquals(seen.expected(), seen.status()),
                () -> assertEquals("max-age=63072000; includeSubDomains", seen.header("Strict-Transport-Security")),
                () -> assertEquals("nosniff", seen.header("X-Content-Type-Options")),
                () -> assertEquals("same-origin", seen.header("Referrer-Policy")),
                () -> assertEquals("same-origin", seen.header("Cross-Origin-Opener-Policy")),
                () -> assertEquals("same-origin", seen.header("Cross-Origin-Resource-Policy")),
                () -> assertTrue(seen.header("Permissions-Policy").contains("camera=()")),
                () -> assertEquals(
                        1, seen.headers().apply("Content-Security-Policy").size()),
                () -> assertTrue(policy.contains("default-src 'none'; base-uri 'none';"), policy),
                () -> assertTrue(policy.contains("frame-ancestors 'none'"), policy),
                () -> assertFalse(policy.matches(".*(script-src|default-src)[^;]*unsafe.*"), policy),
                () -> assertEquals("", seen.header("Server") + seen.header("X-Powered-By")),
                () -> assertEquals("", seen.header("Access-Control-Allow-Origin")),
                () -> assertFalse(seen.body().matches(TELLS)),
                () -> assertEquals(caching(seen), seen.header("Cache-Control")),
                () -> seen.headers().apply("Set-Cookie").forEach(CookiesIT::check),
                () -> assertEquals(seen.status() >= 400, seen.body().contains("class=\"fault-id\""), "a page of ours"));
    }

    private static String caching(Seen seen) {
        if (seen.status() < 400 && seen.isResource()) {
            return "public, max-age=31536000, immutable";
        }
        return seen.what().startsWith("public text") ? "private, no-cache" : "no-store";
    }

    private static List<Seen> pages(House house) {
        Wire visitor = new Wire(house);
        Wire anna = Wire.customer(house, "anna");
        HttpResponse<String> door = visitor.get(DOOR);
        HttpResponse<String> partial = visitor.post(DOOR, part(door), "Faces-Request", "partial/ajax");
        assertTrue(partial.body().contains("<partial-response"), partial.body());
        return List.of(
                Seen.of("public text, start", 200, visitor.get("/")),
                Seen.of("public text, promises", 200, visitor.get("/promises.xhtml")),
                Seen.of("form", 200, door),
                Seen.of("staff's form", 200, visitor.get("/staff-sign-in.xhtml")),
                Seen.of("part of a page", 200, partial),
                Seen.of("page behind a sign-in", 200, anna.get("/customer/cards.xhtml")),
                Seen.of("start of an area", 200, anna.get("/customer/")),
                Seen.of("redirect to the door", 302, visitor.get("/customer/cards.xhtml")),
                Seen.of("redirect of the staff to theirs", 302, visitor.get("/staff/queue.xhtml")),
                Seen.of("folder of an area", 302, visitor.get("/customer")),
                Seen.of("folder of an area, signed in", 303, anna.get("/customer")),
                Seen.of("redirect of a sign-in", 302, signIn(visitor)),
                Seen.of("preferences", 303, visitor.post("/preferences", Map.of("theme", "dark", "back", "/"))),
                Seen.of(
                        "report of a browser",
                        204,
                        Knock.at(house.ams().baseUrl())
                                .send(
                                        "POST",
                                        "/csp-report",
                                        "{}",
                                        "Content-Type: application/csp-report",
                                        "Content-Length: 2")));
    }

    /** What a browser sends when the button of the door is pressed. */
    private static Map<String, String> part(HttpResponse<String> door) {
        return new HashMap<>(Map.of(
                "form",
                "form",
                "form:signIn",
                "form:signIn",
                "jakarta.faces.source",
                "form:signIn",
                "jakarta.faces.partial.ajax",
                "true",
                "jakarta.faces.partial.execute",
                "@all",
                "jakarta.faces.partial.render",
                "@all",
                "primefaces.nonce",
                Wire.nonce(door),
                STATE,
                Wire.viewState(door)));
    }

    private static HttpResponse<String> signIn(Wire visitor) {
        return visitor.post(
                DOOR,
                Map.of(
                        "form",
                        "form",
                        "form:userName",
                        "chloe",
                        "form:password",
                        House.PASSWORD,
                        "form:signIn",
                        "go",
                        STATE,
                        Wire.viewState(visitor.get(DOOR))));
    }

    private static List<Seen> resources(House house) {
        Wire wire = new Wire(house);
        Matcher named = Pattern.compile("(?:href|src)=\"(/jakarta\\.faces\\.resource/([^\"?#]+)\\?[^\"#]*)")
                .matcher(wire.get(DOOR).body());
        Map<String, String> addresses = new HashMap<>();
        while (named.find()) {
            addresses.put(named.group(2), named.group(1).replace("&amp;", "&"));
        }
        String kinds = String.join(" ", addresses.keySet());
        assertTrue(kinds.contains(".css") && kinds.contains(".js") && kinds.contains(".svg"), kinds);
        List<Seen> seen = addresses.entrySet().stream()
                .map(one -> Seen.of("resource " + one.getKey(), 200, wire.get(one.getValue())))
                .collect(Collectors.toCollection(ArrayList::new));
        seen.add(Seen.of("resource that is missing", 404, wire.get("/jakarta.faces.resource/no.css.xhtml?ln=css&v=1")));
        return seen;
    }

    private static List<Seen> refusals(House house) {
        Wire wire = new Wire(house);
        Wire anna = Wire.customer(house, "anna");
        Knock knock = Knock.at(house.ams().baseUrl());
        String twoHosts = "GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\nConnection: close\r\n\r\n";
        List<Seen> seen = new ArrayList<>(List.of(
                Seen.of("400, two hosts", 400, knock.send(twoHosts)),
                Seen.of("400, too many fields", 400, knock.post(DOOR, fields(501))),
                Seen.of("403, of another site", 403, wire.post(DOOR, Map.of(), "Origin", "https://elsewhere.example")),
                Seen.of("403, somebody else's page", 403, anna.get("/operator/house.xhtml")),
                Seen.of("404, page", 404, wire.get("/nothing.xhtml")),
                Seen.of("404, form", 404, wire.post("/nothing.xhtml", Map.of())),
                Seen.of("409", 409, wire.post(DOOR, Map.of("form", "form", STATE, "1:1"))),
                Seen.of("413", 413, knock.post(DOOR, "a".repeat(LIMIT + 1))),
                Seen.of("413, in pieces", 413, inPieces(knock, DOOR, LIMIT + 1)),
                Seen.of("413, address of nobody", 413, knock.post("/nothing", "a".repeat(LIMIT + 1))),
                Seen.of("414", 414, wire.get("/" + "a".repeat(4_096))),
                Seen.of("414, query", 414, wire.get(DOOR + "?a=" + "b".repeat(4_096))),
                Seen.of("431, kept for a server that says so", 414, wire.get("/fault.xhtml?kind=too-long")),
                Seen.of("500", 500, wire.get("/fault.xhtml?kind=broken")),
                Seen.of("503", 503, wire.get("/fault.xhtml?kind=busy"))));
        for (String folder : List.of("/resources", "/resources/", "/resources/css/", "/WEB-INF/", "/META-INF/")) {
            seen.add(Seen.of("404, folder " + folder, 404, wire.get(folder)));
        }
        for (String beside : List.of("/metrics", "/metrics/base", "/health", "/health/live", "/openapi", "/openapi/")) {
            seen.add(Seen.of("404, beside " + beside, 404, wire.get(beside)));
        }
        for (String type : List.of("application/json", "text/plain", "multipart/form-data; boundary=x", "text/xml")) {
            String[] headers = {"Content-Type: " + type, "Content-Length: 3"};
            seen.add(Seen.of("415, " + type, 415, knock.send("POST", DOOR, "a=b", headers)));
        }
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
            for (String address : List.of(DOOR, "/nothing", "/customer/cards.xhtml", "/resources/x", "/preferences")) {
                seen.add(Seen.of("405, " + method + " " + address, 405, wire.method(method, address)));
            }
        }
        return seen;
    }

    /** The scripts of the page go on by themselves only when they understand the answer. */
    @Test
    void partOfAPageThatFailsHalfWay_isAWholeAnswerThatLeadsToTheFault(House house) throws Exception {
        Wire visitor = new Wire(house);
        Map<String, String> part = part(visitor.get(DOOR));
        part.remove("primefaces.nonce");
        HttpResponse<String> answer = visitor.post(DOOR, part, "Faces-Request", "partial/ajax");
        assertEquals(200, answer.statusCode());
        String leadsTo = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.body())))
                .getElementsByTagName("redirect")
                .item(0)
                .getAttributes()
                .getNamedItem("url")
                .getNodeValue();
        assertTrue(leadsTo.startsWith("/fault.xhtml?kind=bad-request&id="), leadsTo);
    }

    @Test
    void whatIsBusyOrNotAllowed_saysWhatToDo(House house) {
        Wire wire = new Wire(house);
        String after = Seen.of("busy", 503, wire.get("/fault.xhtml?kind=busy")).header("Retry-After");
        assertTrue(after.matches("[1-9][0-9]?"), after);
        assertEquals(
                List.of("GET, HEAD, POST"),
                wire.method("PUT", "/customer/cards.xhtml").headers().allValues("Allow"));
    }

    @Test
    void aFormInPieces_worksLikeAnyOther(House house) {
        Knock knock = Knock.at(house.ams().baseUrl());
        String dark = "theme=dark&back=%2Fpromises.xhtml";
        Answer answer = inPieces(knock, "/preferences", dark);
        assertEquals(303, answer.status());
        assertEquals("/promises.xhtml", answer.header("Location"));
        assertTrue(answer.header("Set-Cookie").startsWith("ams-prefs=dark."), answer.header("Set-Cookie"));
        assertEquals(400, inPieces(knock, "/preferences", "theme=%zz").status());
        assertEquals(200, inPieces(knock, DOOR, LIMIT).status());
    }

    @Test
    void theLargestForm_isTaken(House house) {
        Knock knock = Knock.at(house.ams().baseUrl());
        assertEquals(
                303, knock.post("/preferences", "a=" + "b".repeat(LIMIT - 2)).status());
        assertEquals(303, knock.post("/preferences", fields(500)).status());
        assertEquals(404, knock.get("/" + "a".repeat(4_095)).status());
    }

    /**
     * The server refuses these before anything of ours is asked: with a status, and without a word of its own. Other servers than Micro let
     * some of them through to the EAR, which refuses them, or say what is wrong with an address; Open Liberty takes a length below nothing
     * for none.
     */
    @Test
    void whatIsNoRequest_isRefusedWithoutAWord(House house) {
        Knock knock = Knock.at(house.ams().baseUrl());
        for (String broken : List.of(
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /a%00b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /preferences HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
                "POST /preferences HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\na=b")) {
            Answer answer = knock.send(broken);
            String start = broken.substring(0, Math.min(40, broken.length()));
            assertEquals("", answer.header("Server"), start);
            if (house.runsOn().equals(House.MICRO)) {
                assertEquals(400, answer.status(), start);
                assertEquals("", answer.body(), start);
            } else if (house.runsOn().equals("openliberty") && broken.contains("Content-Length: -5")) {
                assertEquals(303, answer.status(), start);
                assertEquals("", answer.body(), start);
            } else {
                assertTrue(answer.status() >= 400 && answer.status() < 500, start + ": " + answer.status());
                assertFalse(answer.body().matches(TELLS), start);
            }
        }
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
    }

    private static Answer inPieces(Knock knock, String path, int length) {
        return inPieces(knock, path, "a".repeat(length));
    }

    private static Answer inPieces(Knock knock, String path, String form) {
        int half = form.length() / 2;
        String pieces = piece(form.substring(0, half)) + piece(form.substring(half)) + "0\r\n\r\n";
        return knock.send("POST", path, pieces, FORM, "Transfer-Encoding: chunked");
    }

    private static String piece(String text) {
        return text.isEmpty() ? "" : Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
