package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server says and refuses on the wire, whoever asks. */
@ExtendWith(House.Resolver.class)
class ProtocolIT {

    /** One address of each kind: text, form, redirect, error, resource, servlet. */
    private static final List<String> KINDS = List.of(
            "/",
            "/promises.xhtml",
            "/sign-in.xhtml",
            "/customer/cards.xhtml",
            "/nothing.xhtml",
            "/nothing",
            "/preferences");

    @Test
    @Tag("PCI-4.2.1")
    void everyAnswer_carriesTheSecurityHeaders(House house) {
        Wire wire = new Wire(house);
        List<String> addresses = new java.util.ArrayList<>(KINDS);
        addresses.add(styleSheet(wire));
        for (String address : addresses) {
            HttpResponse<String> answer = wire.get(address);
            assertTrue(header(answer, "Strict-Transport-Security").contains("max-age=63072000"), address);
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"), address);
            assertEquals("DENY", header(answer, "X-Frame-Options"), address);
            assertEquals("same-origin", header(answer, "Referrer-Policy"), address);
            assertEquals("same-origin", header(answer, "Cross-Origin-Opener-Policy"), address);
            assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"), address);
            assertTrue(header(answer, "Permissions-Policy").contains("camera=()"), address);
            String policy = header(answer, "Content-Security-Policy");
            assertTrue(policy.contains("default-src 'none'"), address + " " + policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), address + " " + policy);
            assertEquals(
                    1, answer.headers().allValues("Content-Security-Policy").size(), address);
        }
    }

    @Test
    @Tag("PCI-6.4.3")
    void scriptsRun_onlyWithTheNonceOfThisPage(House house) {
        Wire wire = new Wire(house);
        String first = scriptSource(wire.get("/sign-in.xhtml"));
        String second = scriptSource(wire.get("/sign-in.xhtml"));
        assertTrue(first.contains("'nonce-"), first);
        assertFalse(first.contains("unsafe"), first);
        assertFalse(first.equals(second), "the nonce is the same twice");
    }

    private static String scriptSource(HttpResponse<String> page) {
        String policy = header(page, "Content-Security-Policy");
        return policy.substring(policy.indexOf("script-src "));
    }

    @Test
    void pagesBehindALogIn_areNeverKept_andVersionedResourcesForAYear(House house) {
        Wire anna = Wire.customer(house, "anna");
        for (String page : List.of("/customer/overview.xhtml", "/customer/cards.xhtml", "/sign-in.xhtml")) {
            HttpResponse<String> answer = anna.get(page);
            assertEquals(200, answer.statusCode(), page);
            assertEquals("no-store", header(answer, "Cache-Control"), page);
        }
        assertEquals("public, max-age=31536000, immutable", header(anna.get(styleSheet(anna)), "Cache-Control"));
    }

    @Test
    void noAnswer_namesTheServerOrItsVersion(House house) {
        Wire wire = new Wire(house);
        for (String address : KINDS) {
            HttpResponse<String> answer = wire.get(address);
            assertEquals("", header(answer, "Server"), address);
            assertEquals("", header(answer, "X-Powered-By"), address);
            assertFalse(answer.body().contains("Payara") || answer.body().contains("GlassFish"), address);
        }
    }

    /** Its own pages are seen before the EAR is there; they take their words from this file. */
    @Test
    void theServersOwnPages_nameNoProductAndNoVersion(House house) throws IOException {
        Path brand = house.ams().home().resolve("runtime/config/branding/glassfish-version.properties");
        Properties named = new Properties();
        try (Reader file = Files.newBufferedReader(brand)) {
            named.load(file);
        }
        assertEquals("AMS", named.getProperty("product_name"));
        assertEquals("", named.getProperty("major_version") + named.getProperty("update_version"));
        assertFalse(named.toString().matches(".*(Payara|GlassFish).*"), named.toString());
    }

    @Test
    void filesOfTheApplication_areNotServed(House house) {
        Wire wire = new Wire(house);
        for (String address : List.of(
                "/WEB-INF/web.xml",
                "/WEB-INF/./web.xml",
                "//WEB-INF/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF/templates/base.xhtml",
                "/META-INF/MANIFEST.MF",
                "/resources/css/ams.css",
                "/jakarta.faces.resource/../WEB-INF/web.xml.xhtml",
                "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF")) {
            HttpResponse<String> answer = wire.get(address);
            assertNotEquals(200, answer.statusCode(), address);
            assertFalse(answer.body().contains("<web-app"), address);
        }
    }

    @Test
    void metricsHealthAndConsole_areNotThere(House house) {
        Wire wire = new Wire(house);
        for (String address :
                List.of("/metrics", "/health", "/openapi", "/asadmin", "/management/domain", "/__asadmin/version")) {
            int status = wire.get(address).statusCode();
            assertTrue(status == 404 || status == 403, address + " " + status);
        }
    }

    @Test
    void traceAndOtherMethods_areRefused(House house) {
        Wire wire = new Wire(house);
        for (String method : List.of("TRACE", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            int status = wire.method(method, "/sign-in.xhtml").statusCode();
            assertTrue(status == 405 || status == 501, method + " " + status);
        }
    }

    @Test
    void anUnknownPage_isOurOwn404(House house) {
        Wire wire = new Wire(house);
        for (String address : List.of("/nothing.xhtml", "/nothing", "/customerx/cards.xhtml")) {
            HttpResponse<String> answer = wire.get(address);
            assertEquals(404, answer.statusCode(), address);
            assertTrue(answer.body().contains("There is nothing here"), address + answer.body());
        }
    }

    @Test
    void aFormOfAPageThatIsGone_isAnsweredPlainly(House house) {
        Wire wire = new Wire(house);
        String state = Wire.viewState(wire.get("/sign-up.xhtml"));
        for (String broken :
                List.of("1:1", state.replace(':', '7'), state + "0", "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==", "")) {
            HttpResponse<String> answer = wire.post(
                    "/sign-up.xhtml", Map.of("form", "form", "form:toWho", "go", "jakarta.faces.ViewState", broken));
            assertEquals(409, answer.statusCode(), broken);
            assertTrue(answer.body().contains("This page has waited too long"), answer.body());
            assertFalse(answer.body().contains("Exception"), answer.body());
        }
        HttpResponse<String> without = wire.post("/sign-up.xhtml", Map.of("form", "form", "form:toWho", "go"));
        assertEquals(200, without.statusCode());
        assertTrue(without.body().contains("Web hosting"), "a form without view state is a first look");
    }

    @Test
    void aWrongNonce_isRefusedOnOurOwnPage(House house) {
        Wire wire = new Wire(house);
        String state = Wire.viewState(wire.get("/sign-up.xhtml"));
        for (String nonce : List.of("", "x", "\"><script>alert(1)</script>")) {
            HttpResponse<String> answer = wire.post(
                    "/sign-up.xhtml",
                    Map.of(
                            "form",
                            "form",
                            "form:toWho",
                            "go",
                            "jakarta.faces.ViewState",
                            state,
                            "primefaces.nonce",
                            nonce));
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("We could not understand that"), answer.body());
            assertFalse(answer.body().contains("alert(1)"));
        }
    }

    @Test
    @Tag("PCI-6.2.4")
    void whatAnotherSiteSends_isRefused(House house) {
        Wire anna = Wire.customer(house, "anna");
        for (String page : List.of("/sign-in.xhtml", "/customer/data.xhtml", "/preferences", "/csp-report")) {
            assertEquals(
                    403,
                    anna.post(page, Map.of("a", "b"), "Origin", "https://elsewhere.example")
                            .statusCode(),
                    page);
            assertEquals(
                    403,
                    anna.post(page, Map.of("a", "b"), "Sec-Fetch-Site", "cross-site")
                            .statusCode(),
                    page);
        }
        assertEquals("", header(anna.get("/", "Origin", "https://elsewhere.example"), "Access-Control-Allow-Origin"));
    }

    @Test
    @Tag("P08")
    void withoutSigningIn_aPageLeadsToItsDoor(House house) {
        Wire wire = new Wire(house);
        for (String page : Pages.under(house, "/customer/")) {
            HttpResponse<String> answer = wire.get(page);
            assertEquals(302, answer.statusCode(), page);
            assertTrue(header(answer, "Location").endsWith("/sign-in.xhtml"), page);
        }
        for (String area : List.of(
                "/staff/queue.xhtml",
                "/custodian/queue.xhtml",
                "/operator/house.xhtml",
                "/auditor/trail.xhtml",
                "/desk/visits.xhtml")) {
            HttpResponse<String> answer = wire.get(area);
            assertEquals(302, answer.statusCode(), area);
            assertTrue(header(answer, "Location").endsWith("/staff-sign-in.xhtml"), area);
        }
    }

    @Test
    @Tag("P09")
    void theStaffsPages_areNotForCustomers(House house) {
        Wire anna = Wire.customer(house, "anna");
        for (String area : List.of("/staff/", "/custodian/", "/operator/", "/auditor/", "/desk/")) {
            for (String page : Pages.under(house, area)) {
                HttpResponse<String> answer = anna.get(page);
                assertEquals(403, answer.statusCode(), page);
                assertTrue(answer.body().contains("This page is not for you"), page);
            }
        }
    }

    private static String styleSheet(Wire wire) {
        Matcher found = Pattern.compile("href=\"(/jakarta.faces.resource/ams\\.css[^\"]+)\"")
                .matcher(wire.get("/").body());
        assertTrue(found.find());
        return found.group(1).replace("&amp;", "&");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
