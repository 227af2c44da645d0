package net.korax.ams.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Payara Micro unpacked into a folder of its own, with the two modules of Payara Server that it lacks for an EAR put on the class
 * path beside it. Unpacked anew at every start, because Micro keeps what earlier boot commands made.
 */
final class MicroRuntime {

    static final String NAME = "payara-micro";

    /**
     * Small at first; what a busy hour took is given back to the machine when nothing has happened for three seconds, and what the C library
     * keeps of what was freed every five (a Java that cannot do that goes on without).
     */
    private static final List<String> MEMORY = List.of(
            "-Xms64m",
            "-Xmx1g",
            "-XX:G1PeriodicGCInterval=3000",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TrimNativeHeapInterval=5000");

    private final Path root;
    private final Path payara;

    private MicroRuntime(Path root, Path payara) {
        this.root = root;
        this.payara = payara;
    }

    /** @param built {@code server-config/target}, where the build put Micro and the modules */
    static MicroRuntime unpack(Path home, Path built) {
        Path root = home.resolve("runtime");
        Path payara = built.resolve("payara");
        try {
            delete(root);
            Files.createDirectories(root);
            Files.createDirectories(home.resolve("log"));
            Process unpacking = new ProcessBuilder(
                            java(),
                            "-jar",
                            payara.resolve("payara-micro.jar").toString(),
                            "--rootdir",
                            root.toString(),
                            "--outputlauncher")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").resolve("unpack.log").toFile())
                    .start();
            if (unpacking.waitFor() != 0 || !Files.exists(root.resolve("launch-micro.jar"))) {
                throw new Failure("Payara Micro could not be unpacked; see "
                        + home.resolve("log").resolve("unpack.log") + ".");
            }
            unname(root.resolve("config").resolve("branding").resolve("glassfish-version.properties"));
        } catch (IOException e) {
            throw new Failure("Payara Micro could not be unpacked into " + root + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
        return new MicroRuntime(root, payara);
    }

    /** Until the EAR is there the server answers with pages of its own: they name no product and no version (ASVS 13.4.6). */
    private static void unname(Path brand) throws IOException {
        String named = Files.readString(brand);
        Files.writeString(
                brand,
                named.replaceAll("(?m)^(\\w*product_name)=.*", "$1=AMS")
                        .replaceAll("(?m)^((?:major|minor|update)_version|build_id)=.*", "$1="));
    }

    /**
     * The command that starts it with the EAR.
     *
     * @param values what stands in the boot commands for {@code ${...}}
     * @param properties system properties of the server, {@code ams.*} among them
     */
    ProcessBuilder command(Settings settings, Map<String, String> values, Map<String, String> properties) {
        List<String> command = javaCommand(settings);
        command.addAll(MEMORY);
        command.add("-XX:+ExitOnOutOfMemoryError");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        command.add(classPath(settings));
        command.add(MicroServer.class.getName());
        command.add(settings.ear().toString());
        command.addAll(List.of(
                "--nohazelcast",
                "--nohostaware",
                "--disablephonehome",
                "--rootdir",
                root.toString(),
                "--sslport",
                Integer.toString(settings.port()),
                "--sslcert",
                "ams",
                "--prebootcommandfile",
                commands("preboot.txt", preboot(settings, values)).toString(),
                "--postbootcommandfile",
                commands("postboot.txt", text("postboot.txt", values)).toString()));
        return new ProcessBuilder(command);
    }

    private String classPath(Settings settings) {
        Path built = settings.project().resolve("server-config").resolve("target");
        return Stream.concat(
                        classPath().stream(),
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
        try (InputStream in = MicroRuntime.class.getResourceAsStream("/payara-micro/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path commands(String name, String text) {
        Path file = root.resolve(name);
        Secrets.writePrivately(file, text);
        return file;
    }

    /** The start of a command line: java, and the openings that Micro's own manifest asks for. */
    private List<String> javaCommand(Settings settings) {
        List<String> command = new ArrayList<>(
                List.of(settings.serverJava().resolve("bin").resolve("java").toString()));
        try (JarFile jar = new JarFile(root.resolve("launch-micro.jar").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            open(command, "--add-opens", manifest.getValue("Add-Opens"));
            open(command, "--add-exports", manifest.getValue("Add-Exports"));
        } catch (IOException e) {
            throw new Failure("Payara Micro's launcher cannot be read.", e);
        }
        return command;
    }

    private List<Path> classPath() {
        Path modules = payara.resolve("payara6").resolve("glassfish").resolve("modules");
        return List.of(
                root.resolve("launch-micro.jar"),
                modules.resolve("deployment-javaee-full.jar"),
                modules.resolve("appclient-connector.jar"));
    }

    private static void open(List<String> command, String option, String modules) {
        for (String module : modules == null ? new String[0] : modules.split("\\s+")) {
            command.add(option);
            command.add(module + "=ALL-UNNAMED");
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
