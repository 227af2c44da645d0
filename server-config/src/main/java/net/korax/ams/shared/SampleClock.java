package net.korax.ams.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Sets the clock of this process, so that samples have a past. */
public final class SampleClock {

    private SampleClock() {}

    public static void set(Instant moment) {
        Time.use(Clock.fixed(moment, ZoneOffset.UTC));
    }
}
