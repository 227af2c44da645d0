package net.korax.ams.identity;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets in so many at once, and has so many wait; who comes when all places to wait are taken is turned away at once, so that a flood
 * costs neither memory nor the patience of those who came before.
 */
final class Turnstile {

    private final Semaphore inside;
    private final Semaphore insideOrWaiting;

    Turnstile(int atOnce, int waiting) {
        inside = new Semaphore(atOnce, true);
        insideOrWaiting = new Semaphore(atOnce + waiting);
    }

    /** How many could still come now. */
    int places() {
        return insideOrWaiting.availablePermits();
    }

    /** @throws Busy without a place to wait */
    <T> T pass(Supplier<T> work) {
        if (!insideOrWaiting.tryAcquire()) {
            throw new Busy();
        }
        try {
            inside.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                inside.release();
            }
        } finally {
            insideOrWaiting.release();
        }
    }
}
