package net.korax.ams.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import net.korax.ams.retention.Disuse.Step;
import org.junit.jupiter.api.Test;

/** P04: nobody's free account goes unwarned, and whoever comes back keeps it. */
class DisuseTest {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void usedAccount_isLeftInPeace() {
        assertEquals(Step.NOTHING, after(0, 0, null));
        assertEquals(Step.NOTHING, after(304, 0, null));
    }

    @Test
    void unusedAccount_isWarnedTwiceAndThenGoesOnTheDayThatWasTold() {
        assertEquals(Step.WARN, after(305, 0, null));
        assertEquals(Step.NOTHING, after(350, 1, 305));
        assertEquals(Step.WARN_AGAIN, after(351, 1, 305));
        assertEquals(Step.NOTHING, after(364, 2, 351));
        assertEquals(Step.ERASE, after(365, 2, 351));
    }

    @Test
    void houseThatWasClosedForYears_stillWarnsFirst() {
        assertEquals(Step.WARN, after(3000, 0, null));
        assertEquals(Step.NOTHING, after(3045, 1, 3000));
        assertEquals(Step.WARN_AGAIN, after(3046, 1, 3000));
        assertEquals(Step.NOTHING, after(3059, 2, 3046));
        assertEquals(Step.ERASE, after(3060, 2, 3046));
    }

    @Test
    void whoCameBackAfterAWarning_isWarnedAnewTheNextTime() {
        Instant warned = SEEN.minus(Duration.ofDays(3)).plusSeconds(10_000);
        assertEquals(Step.NOTHING, new Disuse(SEEN, 2, warned).next(SEEN.plus(Duration.ofDays(30)), YEAR));
        assertEquals(Step.WARN, new Disuse(SEEN, 2, warned).next(SEEN.plus(Duration.ofDays(400)), YEAR));
    }

    /** Of a sign-in the day is known, of the warning the moment. */
    @Test
    void whoCameBackOnTheDayOfTheWarning_isWarnedAnewTheNextTime() {
        Instant warned = SEEN.plusSeconds(10_000);
        assertEquals(Step.WARN, new Disuse(SEEN, 2, warned).next(SEEN.plus(Duration.ofDays(400)), YEAR));
    }

    private static Step after(int days, int warnings, Integer warnedAfter) {
        Instant warned = warnedAfter == null ? null : SEEN.plus(Duration.ofDays(warnedAfter));
        return new Disuse(SEEN, warnings, warned).next(SEEN.plus(Duration.ofDays(days)), YEAR);
    }
}
