package net.korax.ams.launcher;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * Says what is being done and for how long: on a terminal the seconds run, elsewhere each step is a line with the seconds that it
 * took.
 */
final class Progress implements AutoCloseable {

    private final PrintStream out;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private final Thread clock = new Thread(this::tick, "progress");
    private String step;
    private long stepBegun;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        if (terminal) {
            clock.setDaemon(true);
            clock.start();
        }
    }

    /** Ends the step before and begins another. */
    synchronized void begin(String next) {
        end();
        step = next;
        stepBegun = System.nanoTime();
        if (terminal) {
            show();
        }
    }

    /** Seconds since the first step. */
    long seconds() {
        return since(begun);
    }

    private void end() {
        if (step != null) {
            show();
            out.println();
            step = null;
        }
    }

    private void show() {
        out.print((terminal ? "\r" : "") + "  " + step + " ... " + since(stepBegun) + " s");
        out.flush();
    }

    private void tick() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                synchronized (this) {
                    if (step != null) {
                        show();
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static long since(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    @Override
    public synchronized void close() {
        clock.interrupt();
        end();
    }
}
