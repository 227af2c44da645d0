package net.korax.ams.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A house of two servers on this machine: HAProxy before two Payara Micro with the EAR, PostgreSQL with a replica behind them, and one
 * mail sink. The servers share keys, checkpoints of the trail and the ledger of erasures, and know nothing of each other: they meet in the
 * database (ADR 26).
 */
final class Cluster implements AutoCloseable {

    private static final int NODES = 2;
    private static final int WATCH = 10;
    private static final int DRAIN_SECONDS = 30;

    private final Settings settings;
    private final Secrets secrets;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private HomeLock lock;
    private MailSink mails;
    private DatabasePair databases;
    private Balancer balancer;
    private ClusterDoor door;

    private Cluster(Settings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.home());
    }

    /** Starts a cluster and stays, or has the one that runs do something: {@code status}, {@code promote}, {@code roll [SECONDS]}. */
    static void run(String[] options, Map<String, String> environment, PrintStream out) {
        Map<String, String> chosen = new HashMap<>(environment);
        chosen.putIfAbsent("AMS_HOME", ".ams-cluster");
        if (options.length > 0 && !options[0].startsWith("-")) {
            Settings settings = Settings.of(new String[0], chosen);
            ClusterDoor.ask(settings.home(), String.join(" ", options), line -> out.println("  " + line));
            return;
        }
        Settings settings = Settings.of(options, chosen);
        Progress progress = new Progress(out, System.console() != null);
        Cluster cluster;
        try (progress) {
            cluster = start(settings, progress::begin, line -> out.println("  " + line));
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            out.println("\n  Stopping ...");
            cluster.close();
            out.println("  Stopped. Your data are in " + settings.home() + ".");
            end.complete(null);
        }));
        cluster.tell(out, progress.seconds());
        end.join();
    }

    private static Cluster start(Settings settings, Consumer<String> progress, Consumer<String> tell) {
        for (String alone : List.of("AMS_DB_HOST", "AMS_STAFF_PORT", "AMS_KEYSTORE_PATH")) {
            if (settings.given(alone).isPresent()) {
                throw new Failure("A cluster on this machine brings that itself; unset " + alone + ".");
            }
        }
        Cluster cluster = new Cluster(settings);
        try {
            cluster.start(progress, tell);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void start(Consumer<String> progress, Consumer<String> tell) {
        lock = HomeLock.hold(settings.home());
        KeyStoreFile keys = KeyStoreFile.of(settings, secrets, RunningAms.ENVIRONMENT);
        databases = DatabasePair.start(settings, secrets, progress);
        if (settings.ownMail()) {
            mails = MailSink.start(settings.smtpPort(), settings.mails());
        }
        for (int number = 1; number <= NODES; number++) {
            nodes.add(new ClusterNode("node-" + number, node(number, keys), tell));
        }
        progress.accept("Starting HAProxy");
        balancer = Balancer.start(settings, secrets, nodes, settings.port() + WATCH);
        // One after the other: the first fills an empty house with samples.
        for (ClusterNode node : nodes) {
            progress.accept("Starting " + node.name());
            node.start();
        }
        nodes.forEach(this::awaitUp);
        door = ClusterDoor.open(settings.home(), this::command);
    }

    private Settings node(int number, KeyStoreFile keys) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        List.of("AMS_SERVER", "AMS_OPS_BIND").forEach(environment::remove);
        environment.put("AMS_DB_HOST", "127.0.0.1,127.0.0.1");
        environment.put("AMS_DB_PORT", databases.port(0) + "," + databases.port(1));
        for (String role : List.of("migrator", "core", "person", "vault")) {
            environment.put("AMS_DB_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD", secrets.get(role + ".password"));
        }
        environment.put("AMS_SMTP_HOST", settings.smtpHost());
        environment.put("AMS_SMTP_PORT", Integer.toString(settings.smtpPortInUse()));
        environment.put("AMS_KEYSTORE_PATH", keys.file().toString());
        environment.put("AMS_KEYSTORE_PASSWORD_FILE", keys.passwordFile().toString());
        environment.put("AMS_AUDIT_FOLDER", settings.audit().toString());
        environment.put("AMS_ERASURES", settings.erasures().toString());
        environment.put("AMS_BASE_URL", settings.baseUrl());
        environment.put("AMS_PROXIES", Balancer.SOURCE + "/32");
        environment.put("AMS_OPS_PORT", Integer.toString(settings.port() + WATCH + number));
        Path home = settings.home().resolve("node-" + number);
        return new Settings(
                home, settings.project(), "127.0.0.1", settings.port() + number, 1, settings.smtpPort(), environment);
    }

    private void tell(PrintStream out, long seconds) {
        out.println();
        out.println("Korax AMS runs on " + NODES + " nodes, after " + seconds + " s.");
        out.println();
        out.println("  Open       " + settings.baseUrl() + "/");
        out.println(
                "  Balancer   http://127.0.0.1:" + (settings.port() + WATCH) + "/ (process " + balancer.pid() + ")");
        for (ClusterNode node : nodes) {
            out.println("  " + node.name() + "     http://127.0.0.1:"
                    + node.settings().watchPort().orElseThrow() + "/ready (process " + node.pid() + "), log "
                    + node.settings().log());
        }
        out.println("  Database   " + databases.state());
        if (mails != null) {
            out.println("  Mails      " + settings.mails());
        }
        out.println("  Commands   ./ams cluster status, promote, roll (docs/scale.md)");
        out.println("  Stop       Ctrl-C");
        out.println();
    }

    private void command(String line, Consumer<String> tell) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "status" -> {
                nodes.forEach(node -> tell.accept(node.name() + " (process " + node.pid() + ") is "
                        + balancer.status(node.name()) + " at the balancer, at " + balancer.requests(node.name())
                        + " requests"));
                tell.accept(databases.state());
            }
            case "promote" -> databases.promote(tell);
            case "roll" -> roll(words.length > 1 ? seconds(words[1]) : DRAIN_SECONDS, tell);
            default ->
                throw new Failure("A cluster does status, promote and roll; not " + Arrays.toString(words) + ".");
        }
    }

    private static int seconds(String word) {
        if (!word.matches("[0-9]{1,4}")) {
            throw new Failure("The seconds of a roll have to be a number up to 9999, not \"" + word + "\".");
        }
        return Integer.parseInt(word);
    }

    /** Starts one node after the other anew, with the EAR that is there now. Who is on a page has so many seconds to send it. */
    private void roll(int seconds, Consumer<String> tell) {
        for (ClusterNode node : nodes) {
            nodes.forEach(this::awaitUp);
            tell.accept(node.name() + " takes no new visitors.");
            balancer.set(node.name(), "drain");
            pause(1000L * seconds);
            balancer.set(node.name(), "maint");
            while (balancer.requests(node.name()) > 0) {
                pause(100);
            }
            tell.accept(node.name() + " is at no request any more and is stopped.");
            node.startAnew();
            balancer.set(node.name(), "ready");
            awaitUp(node);
            tell.accept(node.name() + " serves with the EAR that is there now.");
        }
    }

    private void awaitUp(ClusterNode node) {
        while (!node.isServing() || !balancer.status(node.name()).startsWith("UP")) {
            pause(200);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        if (balancer != null) {
            balancer.close();
        }
        nodes.forEach(ClusterNode::close);
        if (mails != null) {
            mails.close();
        }
        if (databases != null) {
            databases.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
