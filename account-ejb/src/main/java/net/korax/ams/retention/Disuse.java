package net.korax.ams.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long nobody has used a free account, and what follows (P04): told sixty days before it goes, told again fourteen days before, gone.
 * Each step waits for the one before, so nobody goes unwarned when the house was closed for long. Coming back begins anew.
 *
 * @param seen the day on which somebody last signed in
 * @param warnings how often its people were told, 0 to 2
 * @param warnedAt when last; null when never
 */
record Disuse(Instant seen, int warnings, Instant warnedAt) {

    static final Duration FIRST = Duration.ofDays(60);
    static final Duration LAST = Duration.ofDays(14);

    /** What is to be done. */
    enum Step {
        NOTHING,
        WARN,
        WARN_AGAIN,
        ERASE
    }

    Step next(Instant now, Duration kept) {
        if (now.isBefore(seen.plus(kept).minus(FIRST))) {
            return Step.NOTHING;
        }
        boolean cameBack =
                warnedAt == null || !warnedAt.truncatedTo(ChronoUnit.DAYS).isAfter(seen);
        if (cameBack || warnings == 0) {
            return Step.WARN;
        }
        if (warnings == 1) {
            return now.isBefore(warnedAt.plus(FIRST).minus(LAST)) ? Step.NOTHING : Step.WARN_AGAIN;
        }
        return now.isBefore(warnedAt.plus(LAST)) ? Step.NOTHING : Step.ERASE;
    }
}
