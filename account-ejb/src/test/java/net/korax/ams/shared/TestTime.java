package net.korax.ams.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.function.Executable;

/** Stops the product's clock at one instant, until it is started again or for the length of a block. */
public final class TestTime {

    private TestTime() {}

    /** @param instant ISO 8601, such as 2026-11-24T12:00:00Z */
    public static void stopAt(String instant) {
        Time.use(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    public static void start() {
        Time.use(Clock.systemUTC());
    }

    /** As {@link #stopAt} for one block; then the clock that was there before is back. */
    public static void at(String instant, Executable block) {
        Clock before = Time.use(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
        try {
            block.execute();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        } finally {
            Time.use(before);
        }
    }
}
