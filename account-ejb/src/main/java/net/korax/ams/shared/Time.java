package net.korax.ams.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The one place that reads the clock. Instants are cut to microseconds, which is what PostgreSQL keeps, so that a
 * stored instant equals the one read back. Only tests in this package can put another clock in.
 */
public final class Time {

    private static volatile Clock clock = Clock.systemUTC();

    private Time() {}

    public static Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public static LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** Test seam. @return the clock that was in place */
    static Clock use(Clock replacement) {
        Clock before = clock;
        clock = Objects.requireNonNull(replacement, "replacement");
        return before;
    }
}
