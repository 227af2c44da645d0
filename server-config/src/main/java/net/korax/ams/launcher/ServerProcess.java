package net.korax.ams.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The server with the EAR, as a process beside the launcher. Its output goes to the log file. */
final class ServerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 480;

    /** How the EAR says which of its settings, or what of the machine, it cannot start with. */
    private static final Pattern REASON = Pattern.compile(
            "IllegalStateException: ((?:The setting|Not fit for production:|ams_[a-z]+ has the tables) [^\\n]*\\.)$");

    private final Process process;
    private volatile String reason;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits for the first page.
     *
     * @param watch told the server that runs but has not said that it has the EAR; one that says so on a line needs none
     */
    static ServerProcess start(Settings settings, ProcessBuilder command, Optional<FirstPage> watch) {
        try {
            Files.createDirectories(settings.log().getParent());
            ProcessBuilder builder = command.redirectErrorStream(true);
            builder.command(detached(builder.command()))
                    .directory(settings.home().toFile());
            ServerProcess server = new ServerProcess(builder.start());
            LastServer.note(settings.home(), server.handle());
            server.awaitDeployment(settings.log(), watch);
            return server;
        } catch (IOException e) {
            throw new Failure("The server could not be started: " + e.getMessage() + ".", e);
        }
    }

    /** In a session of its own, so that Ctrl-C reaches the launcher alone, which then stops everything in order. */
    private static List<String> detached(List<String> words) {
        List<String> command = new ArrayList<>(words);
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add(0, "/usr/bin/setsid");
            command.add(1, "--wait");
        }
        return command;
    }

    private void awaitDeployment(Path log, Optional<FirstPage> watch) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> copy(log, answer), "server-log");
        reader.setDaemon(true);
        reader.start();
        watch.ifPresent(page -> page.whenServed(answer));
        try {
            if (!answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new Failure(reason == null ? "The server did not take the EAR; see " + log + "." : reason);
            }
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new Failure("The server did not start; see " + log + ".", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    private void copy(Path log, CompletableFuture<Boolean> answer) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                keep(log, line.replaceAll("\u001b\\[[0-9;]*m", ""));
                Matcher wrong = REASON.matcher(line);
                if (wrong.find()) {
                    reason = wrong.group(1);
                }
                if (line.equals(MicroServer.DEPLOYED)) {
                    answer.complete(true);
                } else if (line.equals(MicroServer.REFUSED)) {
                    answer.complete(false);
                }
            }
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        answer.complete(false);
    }

    /** A line that cannot be kept is passed over; the log goes on when there is room again. */
    private static void keep(Path log, String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            // what has to be kept is in the trail
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What the server's Java holds of the machine's memory at this moment, in KiB; 0 where the kernel does not tell. */
    long memory() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(any -> Path.of("/proc", Long.toString(any.pid()), "status"))
                .mapToLong(ServerProcess::resident)
                .max()
                .orElse(0);
    }

    /** What a process holds of the machine's memory, in KiB; 0 where the kernel does not tell. */
    static long resident(long pid) {
        return resident(Path.of("/proc", Long.toString(pid), "status"));
    }

    private static long resident(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the server ends by itself; its exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    boolean endsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Kills the server without letting it end in order. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
