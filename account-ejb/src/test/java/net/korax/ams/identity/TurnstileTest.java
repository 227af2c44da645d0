package net.korax.ams.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final Turnstile turnstile = new Turnstile(2, 3);
    private final CountDownLatch inside = new CountDownLatch(2);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void whoFindsNoPlaceToWait_isTurnedAwayAtOnce_andTheOthersComeThrough() throws Exception {
        ExecutorService people = Executors.newCachedThreadPool();
        try {
            List<Future<String>> through = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                through.add(people.submit(() -> turnstile.pass(this::stay)));
                if (i == 1) {
                    inside.await();
                }
            }
            awaitAllPlacesTaken();
            assertThrows(Busy.class, () -> turnstile.pass(() -> "too many"));
            goOn.countDown();
            for (Future<String> one : through) {
                assertEquals("through", one.get());
            }
            assertEquals(2, most.get());
            assertEquals("again", turnstile.pass(() -> "again"));
        } finally {
            goOn.countDown();
            people.shutdownNow();
        }
    }

    @Test
    void whoFails_leavesTheTurnstile() {
        for (int i = 0; i < 20; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> turnstile.pass(() -> {
                        throw new IllegalStateException();
                    }));
        }
        assertEquals("through", turnstile.pass(() -> "through"));
    }

    private String stay() {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        inside.countDown();
        try {
            goOn.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        now.decrementAndGet();
        return "through";
    }

    private void awaitAllPlacesTaken() throws InterruptedException {
        while (turnstile.places() > 0) {
            Thread.sleep(1);
        }
    }
}
