package net.korax.ams.house;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.erasure.ErasureReplay;
import net.korax.ams.operations.Pages;
import net.korax.ams.persistence.Store;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Time;

/**
 * Whether this server can serve. Each component is asked by itself and given a few seconds; one that does not answer is down. Mails that
 * wait and cards that are sealed keep no customer from the rest of the house, so they are told and do not decide.
 */
@Dependent
class Health {

    /** How a component stands. */
    enum State {
        UP,
        DOWN,
        SEALED
    }

    /** One component; only those that are needed decide whether the server is ready. */
    record Component(String name, State state, boolean needed) {}

    /** Who asks a component: true when it is well; an exception is as good as false. */
    @FunctionalInterface
    private interface Check {
        boolean holds() throws IOException;
    }

    private static final Logger LOG = Logger.getLogger(Health.class.getName());
    private static final int PATIENCE_SECONDS = 5;

    /** After which the trail closes custody. */
    private static final Duration ENTRIES_WAIT = Duration.ofMinutes(5);

    private static final long LEAST_SPACE = 16L * 1024 * 1024;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private StoreReadings readings;

    @Inject
    private ErasureReplay replay;

    List<Component> look() {
        List<Asked> asked = List.of(
                needed("core", () -> readings.schemaVersion(Store.CORE) > 0),
                needed("person", () -> readings.schemaVersion(Store.PERSON) > 0),
                needed("vault", () -> readings.schemaVersion(Store.VAULT) > 0),
                needed("keys", () -> KeyCheck.house().isPresent()),
                needed("audit", () -> entriesMove() && checkpointsCanBeWritten()),
                needed("clock", this::clocksAgree),
                needed("erasures", replay::isOver),
                needed("pages", Pages::areOpen),
                new Asked(
                        "custody",
                        false,
                        ask(() ->
                                KeyCheck.isCustodySealed() || KeyCheck.custody().isPresent())),
                new Asked("mail", false, ask(() -> readings.mailsGivenUp() == 0 && isUsual(Backlog.MAILS))));
        return asked.stream().map(this::answer).toList();
    }

    static boolean isReady(List<Component> components) {
        return components.stream().noneMatch(one -> one.needed() && one.state() != State.UP);
    }

    /** As JSON; names and states are words of this class. */
    static String json(List<Component> components) {
        StringBuilder text = new StringBuilder("{\"ready\":" + isReady(components) + ",\"components\":{");
        String between = "";
        for (Component one : components) {
            text.append(between).append('"').append(one.name()).append("\":\"");
            text.append(one.state().name().toLowerCase(Locale.ROOT)).append('"');
            between = ",";
        }
        return text.append("}}\n").toString();
    }

    private record Asked(String name, boolean needed, Future<Boolean> answer) {}

    private Asked needed(String name, Check check) {
        return new Asked(name, true, ask(check));
    }

    private Future<Boolean> ask(Check check) {
        try {
            return executor.submit(check::holds);
        } catch (RejectedExecutionException busy) {
            return java.util.concurrent.CompletableFuture.completedFuture(false);
        }
    }

    private Component answer(Asked asked) {
        boolean holds = false;
        try {
            holds = asked.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            asked.answer().cancel(true);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.log(Level.FINE, "{0} is down: {1}", new Object[] {
                asked.name(), cause.getClass().getSimpleName()
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean sealed = asked.name().equals("custody") && KeyCheck.isCustodySealed();
        return new Component(asked.name(), sealed ? State.SEALED : holds ? State.UP : State.DOWN, asked.needed());
    }

    private boolean isUsual(Backlog backlog) {
        return backlog.light(readings.waiting(backlog)) != Finding.Light.RED;
    }

    private boolean entriesMove() {
        return List.of(Backlog.AUDIT_OF_CORE, Backlog.AUDIT_OF_PERSON, Backlog.AUDIT_OF_VAULT).stream()
                .allMatch(backlog -> readings.waiting(backlog).age().compareTo(ENTRIES_WAIT) < 0);
    }

    private static boolean checkpointsCanBeWritten() throws IOException {
        Path folder = Path.of(Configuration.require("ams.audit.folder"));
        return Files.isDirectory(folder)
                && Files.isWritable(folder)
                && Files.getFileStore(folder).getUsableSpace() > LEAST_SPACE;
    }

    private boolean clocksAgree() {
        Instant theirs = readings.clock();
        return Duration.between(theirs, Time.now()).abs().compareTo(Surroundings.MOST_SKEW) < 0;
    }
}
