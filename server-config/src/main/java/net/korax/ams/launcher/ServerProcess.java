package net.korax.ams.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Payara Micro with the EAR, as a process beside the launcher. Its output goes to the log file. */
final class ServerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 240;

    /** How the EAR says which of its settings, or what of the machine, it cannot start with. */
    private static final Pattern REASON =
            Pattern.compile("IllegalStateException: ((?:The setting|Not fit for production:) [^\\n]*\\.)$");

    private final Process process;
    private volatile String reason;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * @param values what stands in the boot commands for {@code ${...}}
     * @param properties system properties of the server, {@code ams.*} among them
     */
    static ServerProcess start(
            Settings settings, MicroRuntime runtime, Map<String, String> values, Map<String, String> properties) {
        Path ear = settings.project().resolve("ear").resolve("target").resolve("ams.ear");
        if (!Files.exists(ear)) {
            throw new Failure("There is no " + ear + "; build it with mvn package.");
        }
        List<String> command = runtime.javaCommand();
        command.add("-Xmx1g");
        command.add("-XX:+ExitOnOutOfMemoryError");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        command.add(classPath(settings, runtime));
        command.add(MicroServer.class.getName());
        command.add(ear.toString());
        command.addAll(List.of(
                "--nohazelcast",
                "--nohostaware",
                "--disablephonehome",
                "--rootdir",
                runtime.root().toString(),
                "--sslport",
                Integer.toString(settings.port()),
                "--sslcert",
                "ams",
                "--prebootcommandfile",
                commands(runtime, "preboot.txt", preboot(settings, values)).toString(),
                "--postbootcommandfile",
                commands(runtime, "postboot.txt", text("postboot.txt", values)).toString()));
        try {
            Files.createDirectories(settings.log().getParent());
            ProcessBuilder builder = new ProcessBuilder(detached(command)).redirectErrorStream(true);
            builder.directory(settings.home().toFile());
            Process process = builder.start();
            ServerProcess server = new ServerProcess(process);
            LastServer.note(settings.home(), process.toHandle());
            server.awaitDeployment(settings.log());
            return server;
        } catch (IOException e) {
            throw new Failure("The server could not be started: " + e.getMessage() + ".", e);
        }
    }

    /** In a session of its own, so that Ctrl-C reaches the launcher alone, which then stops everything in order. */
    private static List<String> detached(List<String> command) {
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add(0, "/usr/bin/setsid");
            command.add(1, "--wait");
        }
        return command;
    }

    private static String classPath(Settings settings, MicroRuntime runtime) {
        Path built = settings.project().resolve("server-config").resolve("target");
        return Stream.concat(
                        runtime.classPath().stream(),
                        Stream.of(built.resolve("lib").resolve("postgresql.jar"), built.resolve("server-config.jar")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The house's commands, then those of each listener. */
    private static String preboot(Settings settings, Map<String, String> values) {
        String house = text("preboot.txt", values) + text("listener.txt", Map.of("listener", "https-listener"));
        return settings.staffPort().isEmpty()
                ? house
                : house
                        + text("staff-listener.txt", values)
                        + text("listener.txt", Map.of("listener", "staff-listener"));
    }

    private static String text(String name, Map<String, String> values) {
        try (InputStream in = ServerProcess.class.getResourceAsStream("/payara-micro/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path commands(MicroRuntime runtime, String name, String text) {
        Path file = runtime.root().resolve(name);
        Secrets.writePrivately(file, text);
        return file;
    }

    private void awaitDeployment(Path log) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> copy(log, answer), "server-log");
        reader.setDaemon(true);
        reader.start();
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
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line.replaceAll("\u001b\\[[0-9;]*m", ""));
                out.newLine();
                out.flush();
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

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the server ends by itself; its exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
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
