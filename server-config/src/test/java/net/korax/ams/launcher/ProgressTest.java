package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void inALog_eachStepIsOneLineWithItsSeconds() {
        try (Progress progress = new Progress(new PrintStream(shown), false)) {
            progress.begin("One");
            progress.begin("Two");
        }
        String[] lines = shown.toString().split(System.lineSeparator());
        assertEquals(2, lines.length);
        assertTrue(lines[0].matches("  One \\.\\.\\. \\d+ s"), lines[0]);
        assertTrue(lines[1].matches("  Two \\.\\.\\. \\d+ s"), lines[1]);
    }

    @Test
    void onATerminal_aStepShowsBeforeItEnds() {
        try (Progress progress = new Progress(new PrintStream(shown), true)) {
            progress.begin("One");
            assertTrue(shown.toString().startsWith("\r  One ... 0 s"), shown.toString());
        }
        assertTrue(shown.toString().endsWith(System.lineSeparator()));
    }
}
