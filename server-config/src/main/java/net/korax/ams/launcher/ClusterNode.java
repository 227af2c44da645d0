package net.korax.ams.launcher;

import java.util.function.Consumer;

/** One server of a cluster. One that ends is started again, with the EAR that is there then, until the cluster stops. */
final class ClusterNode implements AutoCloseable {

    private static final int AGAIN_MILLIS = 3000;

    private final String name;
    private final Settings settings;
    private final Consumer<String> tell;
    private final Thread watch;
    private volatile RunningAms running;
    private volatile boolean serving;
    private volatile boolean stopping;

    /** @param tell told in a sentence what becomes of it after it was started */
    ClusterNode(String name, Settings settings, Consumer<String> tell) {
        this.name = name;
        this.settings = settings;
        this.tell = tell;
        this.watch = new Thread(this::watch, name);
    }

    /** Starts it and waits until it serves. */
    void start() {
        running = RunningAms.start(settings, step -> {});
        serving = true;
        watch.start();
    }

    /** Ends it in order, and waits until it has come again. */
    void startAnew() {
        serving = false;
        running.close();
        while (!serving && !stopping) {
            Cluster.pause(200);
        }
    }

    /** Whether it serves, and is not just ending or starting. */
    boolean isServing() {
        return serving;
    }

    private void watch() {
        while (!stopping) {
            try {
                int code = running.await();
                serving = false;
                if (!stopping) {
                    tell.accept(name + " ended with code " + code + "; it is started again.");
                    running.close();
                    startAgain();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A server does not start while there is no database that takes changes: it is tried until there is. */
    private void startAgain() throws InterruptedException {
        while (!stopping) {
            try {
                running = RunningAms.start(settings, step -> {});
                serving = true;
                tell.accept(name + " serves again.");
                return;
            } catch (Failure notYet) {
                tell.accept(name + " does not start: " + notYet.getMessage());
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    String name() {
        return name;
    }

    Settings settings() {
        return settings;
    }

    long pid() {
        return running.server().pid();
    }

    @Override
    public void close() {
        stopping = true;
        watch.interrupt();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running != null) {
            running.close();
        }
    }
}
