package net.korax.ams.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line of the log is one object of JSON, whatever was typed. */
class JsonLinesTest {

    private static final Instant AT = Instant.parse("2026-11-26T01:02:03Z");

    @AfterEach
    void end() {
        RequestNumber.end();
    }

    @Test
    void record_isOneObjectWithTheNumberOfItsRequest() {
        RequestNumber.begin("7KQF-M2ZX");
        LogRecord record = record("{0} mails wait");
        record.setParameters(new Object[] {3});
        JsonObject line = read(new JsonLines().format(record));
        assertEquals("2026-11-26T01:02:03Z", line.getString("at"));
        assertEquals("WARNING", line.getString("level"));
        assertEquals("net.korax.test", line.getString("logger"));
        assertEquals("7KQF-M2ZX", line.getString("request"));
        assertEquals("3 mails wait", line.getString("text"));
    }

    @Test
    void whatTheHouseDoesByItself_hasNoRequest() {
        assertFalse(read(new JsonLines().format(record("round"))).containsKey("request"));
    }

    @Test
    void lineThatWasTyped_isNoLineOfTheLog() {
        String typed = "x\r\n{\"at\":\"forged\"}\u2028\u0085\u001b[2J\\ \" end";
        String line = new JsonLines().format(record(typed));
        assertEquals(1, line.lines().count(), line);
        assertFalse(line.contains("\u2028") || line.contains("\u0085") || line.contains("\u001b"), line);
        assertEquals(typed, read(line).getString("text"));
    }

    @Test
    void exception_isToldByClassesAndPlaces_andNotByItsText() {
        LogRecord record = record("It failed");
        record.setThrown(
                new IllegalStateException("outer of ann@example.org", new java.io.IOException("of Ann Marker")));
        String line = new JsonLines().format(record);
        String failure = read(line).getString("failure");
        assertTrue(
                failure.startsWith("java.lang.IllegalStateException\n at net.korax.ams.logging.JsonLinesTest"),
                failure);
        assertTrue(failure.contains("\njava.io.IOException\n"), failure);
        assertFalse(line.contains("ann@") || line.contains("Marker"), line);
    }

    @Test
    void numberOfAProxy_isOneThatItDrewByChance() {
        assertTrue(RequestNumber.isOfAProxy("0f8fad5b-d9cb-469f-a165-70867728950e"));
        assertTrue(RequestNumber.isOfAProxy("0F8FAD5BD9CB469FA16570867728950E"));
        for (String other : new String[] {
            null,
            "",
            "1",
            "C0A80001:D2A4_0A000001:01BB_5F1A",
            "call-0900-123456",
            "0f8fad5b-d9cb-469f-a165-70867728950e\n"
        }) {
            assertFalse(RequestNumber.isOfAProxy(other), other);
        }
        assertTrue(RequestNumber.isOne(RequestNumber.fresh()));
    }

    private static LogRecord record(String text) {
        LogRecord record = new LogRecord(Level.WARNING, text);
        record.setLoggerName("net.korax.test");
        record.setInstant(AT);
        return record;
    }

    private static JsonObject read(String line) {
        return Json.createReader(new StringReader(line)).readObject();
    }
}
