package net.korax.ams.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A card number that got as far as the log is masked there. */
@Tag("PCI-3.5.1")
class LogScrubberTest {

    private static String written(LogRecord record) {
        LogScrubber.scrubbing(null).isLoggable(record);
        return new SimpleFormatter().format(record);
    }

    private static LogRecord record(String message, Object... parameters) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setParameters(parameters);
        return record;
    }

    @Test
    void numberInTheMessage_isMasked() {
        assertTrue(written(record("Charged 4242 4242 4242 4242 twice")).contains("Charged **** **** **** 4242 twice"));
    }

    @Test
    void numberInAParameter_isMasked() {
        String line = written(record("Charged {0} for {1}", "5555555555554444", "ann"));
        assertFalse(line.contains("5555555555554444"), line);
        assertTrue(line.contains("4444 for ann"), line);
    }

    @Test
    void numberInAnExceptionAndItsCause_isMaskedAndThePlaceStays() {
        LogRecord record = record("It failed");
        record.setThrown(new IllegalStateException("outer", new IllegalArgumentException("no card 378282246310005")));
        String line = written(record);
        assertFalse(line.contains("378282246310005"), line);
        assertTrue(line.contains("java.lang.IllegalArgumentException: no card ***********0005"), line);
        assertTrue(line.contains("LogScrubberTest.numberInAnException"), line);
    }

    @Test
    void whatHoldsNoNumber_staysAsItIs() {
        LogRecord record = record("Order {0} of 2026-11-24", 4711);
        Exception thrown = new Exception("account K100001");
        record.setThrown(thrown);
        LogScrubber.scrubbing(null).isLoggable(record);
        assertEquals("Order {0} of 2026-11-24", record.getMessage());
        assertSame(thrown, record.getThrown());
    }

    @Test
    void filterThatWasThere_stillDecides() {
        assertFalse(LogScrubber.scrubbing(any -> false).isLoggable(record("any")));
        assertTrue(LogScrubber.scrubbing(any -> true).isLoggable(record("any")));
    }
}
