package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What monitors and balancers are told of a house of its own, on the listener that is for them; {@link ReadyIT} asks on every server. */
@ExtendWith(House.Resolver.class)
class WatchIT {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\.)*\",?)*\\})?"
                    + " (-?[0-9.]+(?:[eE][-+]?[0-9]+)?|NaN|[+-]Inf)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*");

    private static final int PORT = SecondHouse.free();
    private static SecondHouse second;

    @BeforeAll
    static void begin(House house) {
        second = new SecondHouse(house, Map.of("AMS_OPS_PORT", Integer.toString(PORT), "AMS_PROXIES", "127.0.0.2/32"));
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    @Test
    void databaseThatIsAway_makesTheServerNotReady_untilItIsBack() throws Exception {
        try (Connection connection = second.superuser("core");
                Statement statement = connection.createStatement()) {
            statement.execute("alter database ams_vault allow_connections false");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'ams_vault'");
            until(503);
            String body = get("/ready").body();
            assertTrue(body.contains("\"vault\":\"down\"") && body.contains("\"core\":\"up\""), body);
            assertEquals(200, get("/live").statusCode(), "a new start would not help");
            String metrics = get("/metrics").body();
            assertTrue(metrics.contains("ams_component_up{component=\"vault\"} 0.0"), metrics);
            assertFalse(metrics.contains("ams_waiting{work=\"charges\"}"), "what cannot be read is not told");
            statement.execute("alter database ams_vault allow_connections true");
        }
        until(200);
        assertTrue(get("/metrics").body().contains("ams_component_up{component=\"vault\"} 1.0"));
    }

    @Test
    void checkpointsThatCannotBeWritten_makeTheServerNotReady() throws Exception {
        Path folder = second.home().resolve("audit");
        Path away = second.home().resolve("audit-away");
        Files.move(folder, away);
        Files.writeString(folder, "a file in its place");
        try {
            until(503);
            assertTrue(get("/ready").body().contains("\"audit\":\"down\""));
        } finally {
            Files.delete(folder);
            Files.move(away, folder);
        }
        until(200);
    }

    @Test
    void metrics_areInTheFormatOfPrometheus_andTellOfTheHouseAndOfNobody(House house) throws Exception {
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn("anna", "wrong-password-of-hers");
            visit.signIn("anna", House.PASSWORD);
            visit.open("/customer/cards.xhtml");
        }

        String metrics = get("/metrics").body();

        List<String> malformed = metrics.lines()
                .filter(line -> !SAMPLE.matcher(line).matches())
                .filter(line -> !COMMENT.matcher(line).matches())
                .toList();
        assertEquals(List.of(), malformed);
        assertTrue(value(metrics, "ams_sign_ins_total{outcome=\"ok\"}") >= 1, metrics);
        assertTrue(value(metrics, "ams_sign_ins_total{outcome=\"refused\"}") >= 1, metrics);
        assertTrue(value(metrics, "ams_request_seconds_count{area=\"customer\",status=\"2xx\"}") >= 1, metrics);
        assertTrue(value(metrics, "ams_trail_entries") >= 1, metrics);
        assertTrue(value(metrics, "jvm_memory_used_bytes{area=\"heap\"}") > 0, metrics);
        for (String work : List.of("mails", "audit_of_core", "charges", "erasures")) {
            assertTrue(value(metrics, "ams_waiting{work=\"" + work + "\"}") >= 0, metrics);
        }
        assertFalse(
                Pattern.compile("[^ ]@[^ ]|[0-9a-f]{8}-[0-9a-f]{4}|anna")
                        .matcher(metrics)
                        .find(),
                metrics);
        for (String number : accountNumbers()) {
            assertFalse(metrics.contains(number), number);
        }
    }

    @Test
    void listenerForMonitors_isOnTheLoopbackAddressAlone() throws Exception {
        List<String> others = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address instanceof java.net.Inet4Address)
                .forEach(address -> others.add(address.getHostAddress()));
        for (String other : others) {
            try {
                ReadyIT.get("http://" + other + ":" + PORT, "/live");
                throw new AssertionError("it is reachable by " + other);
            } catch (ConnectException expected) {
                // nobody listens there
            }
        }
    }

    @Test
    void fault_tellsANumber_underWhichTheLogHasItsLines(House house) throws Exception {
        String number;
        try (Visit visit = house.visitAt(second.baseUrl());
                Connection connection = second.superuser("vault");
                Statement statement = connection.createStatement()) {
            visit.signIn("anna", House.PASSWORD);
            statement.execute("alter table ams.card rename to card_away");
            try {
                Response answer = visit.page().navigate(second.baseUrl() + "/customer/cards.xhtml");
                assertEquals(500, answer.status());
                number = visit.page().locator(".fault-id code").innerText();
                assertEquals(number, answer.headerValue("x-request-id"));
            } finally {
                statement.execute("alter table ams.card_away rename to card");
            }
        }
        List<JsonNode> lines = logLines().stream()
                .filter(line -> number.equals(line.path("request").asText()))
                .toList();
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.get("level").asText().equals("SEVERE")
                                && line.get("text").asText().startsWith("Fault " + number)),
                lines.toString());
        String all = Files.readString(log());
        assertFalse(
                Pattern.compile("[^ ]@[^ ]+\\.example|Lindqvist").matcher(all).find(), all);
    }

    @Test
    void numberOfARequest_isDrawnHere_orByAProxyOfOurs() {
        String header = "X-Request-ID";
        String drawn = "0f8fad5b-d9cb-469f-a165-70867728950e";
        String ours = "[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}";
        Knock anybody = Knock.at(second.baseUrl());
        Knock proxy = anybody.from("127.0.0.2");
        String ofAnybody = anybody.get("/sign-in.xhtml", header + ": " + drawn).header(header);
        assertTrue(ofAnybody.matches(ours), ofAnybody);
        assertEquals(drawn, proxy.get("/sign-in.xhtml", header + ": " + drawn).header(header));
        String tellsAnAddress =
                proxy.get("/sign-in.xhtml", header + ": C0A80001:D2A4").header(header);
        assertTrue(tellsAnAddress.matches(ours), tellsAnAddress);
    }

    /** The log of lines of JSON; a line that is none fails. */
    private static List<JsonNode> logLines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log())) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static Path log() {
        return second.home().resolve("log").resolve("ams-0.log");
    }

    private static void until(int status) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        HttpResponse<String> answer = get("/ready");
        while (answer.statusCode() != status) {
            assertTrue(System.nanoTime() < end, answer.statusCode() + " " + answer.body());
            Thread.sleep(300);
            answer = get("/ready");
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ReadyIT.get("http://127.0.0.1:" + PORT, path);
    }

    private static double value(String metrics, String sample) {
        Matcher found =
                Pattern.compile("(?m)^" + Pattern.quote(sample) + " (\\S+)$").matcher(metrics);
        assertTrue(found.find(), sample + " is not in " + metrics);
        return Double.parseDouble(found.group(1));
    }

    private static List<String> accountNumbers() throws SQLException {
        try (Connection connection = second.superuser("core");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number from ams.account where number is not null")) {
            List<String> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
            assertFalse(numbers.isEmpty());
            return numbers;
        }
    }
}
