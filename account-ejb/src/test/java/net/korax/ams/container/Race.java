package net.korax.ams.container;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several people do something at the same moment. */
public final class Race implements AutoCloseable {

    private final ExecutorService runners;
    private final CyclicBarrier start;

    public Race(int people) {
        runners = Executors.newFixedThreadPool(people);
        start = new CyclicBarrier(people);
    }

    /** What stopped each of them, in their order; null for who succeeded. */
    public List<Throwable> run(Callable<?>... steps) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (Callable<?> step : steps) {
            running.add(runners.submit(() -> {
                start.await();
                return step.call();
            }));
        }
        List<Throwable> ends = new ArrayList<>();
        for (Future<?> run : running) {
            try {
                run.get();
                ends.add(null);
            } catch (ExecutionException stopped) {
                ends.add(stopped.getCause());
            }
        }
        return ends;
    }

    @Override
    public void close() {
        runners.shutdownNow();
    }
}
