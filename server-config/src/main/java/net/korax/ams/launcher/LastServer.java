package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server that a killed launcher left behind. It ends by itself when it sees that its launcher is gone, which takes a moment; the
 * next start gives it that moment. The note about it names process and start time, because numbers of processes come again.
 */
final class LastServer {

    private static final int PATIENCE_SECONDS = 30;

    private LastServer() {}

    static void note(Path home, ProcessHandle server) {
        Secrets.writePrivately(file(home), server.pid() + " " + started(server));
    }

    /** Waits until it has ended; one that does not is killed. */
    static void await(Path home) {
        find(home).ifPresent(server -> {
            try {
                CompletableFuture<ProcessHandle> end = server.onExit();
                end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("Interrupted.", e);
            }
        });
    }

    private static Optional<ProcessHandle> find(Path home) {
        try {
            if (!Files.exists(file(home))) {
                return Optional.empty();
            }
            String[] note = Files.readString(file(home)).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(note[0]))
                    .filter(server -> note.length == 2 && started(server).equals(note[1]));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static String started(ProcessHandle server) {
        return server.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static Path file(Path home) {
        return home.resolve("run").resolve("server");
    }
}
