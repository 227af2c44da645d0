package net.korax.ams.container;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what a timer of the product does soon. */
public final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(45);

    private Patience() {}

    /** Waits until something is true; fails when it does not become so. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + what);
            }
            Thread.sleep(100);
        }
    }
}
