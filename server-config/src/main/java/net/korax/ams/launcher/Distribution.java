package net.korax.ams.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A fresh distribution of an application server, with what {@code server-config/SERVER} says: {@code configure} adds a server named
 * {@code ams} to it, {@code serve} puts the EAR in and runs it, {@code restore} takes everything away again. The launcher knows nothing
 * of any server; each script finds its values in the environment, as an operator would give them.
 */
final class Distribution {

    private final Settings settings;
    private final Path scripts;
    private final Path root;
    private final Map<String, String> fresh;
    private final Map<String, String> environment = new TreeMap<>();

    private Distribution(Settings settings, Path scripts, Path root) throws IOException {
        this.settings = settings;
        this.scripts = scripts;
        this.root = root;
        this.fresh = files(root);
    }

    /** @throws Failure when there is no such server, or Maven has not fetched it */
    static Distribution unpack(Settings settings) {
        Path config = settings.project().resolve("server-config");
        Path scripts = config.resolve(settings.server());
        if (!Files.exists(scripts.resolve("configure"))) {
            throw new Failure("There is no server \"" + settings.server() + "\"; ./ams help lists them.");
        }
        Path zip = config.resolve("target").resolve("servers").resolve(settings.server() + ".zip");
        if (!Files.exists(zip)) {
            throw new Failure("There is no " + zip + "; ./ams matrix " + settings.server() + " fetches it.");
        }
        Path folder = settings.home().resolve("runtime");
        try {
            MicroRuntime.delete(folder);
            Files.createDirectories(folder);
            Files.createDirectories(settings.log().getParent());
            unzip(zip, folder);
            try (Stream<Path> tops = Files.list(folder)) {
                return new Distribution(settings, scripts, tops.findFirst().orElseThrow());
            }
        } catch (IOException e) {
            throw new Failure("The server could not be unpacked into " + folder + ": " + Secrets.reason(e) + ".", e);
        }
    }

    private static void unzip(Path zip, Path folder) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(archive.getPath("/"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path file = folder.resolve(entry.toString().substring(1));
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file);
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
            }
        }
    }

    /**
     * Runs the script that configures it.
     *
     * @param values of databases, mail server and certificate
     * @param properties the product's settings
     */
    void configure(Map<String, String> values, Map<String, String> properties) {
        Path built = settings.project().resolve("server-config").resolve("target");
        properties.forEach((name, value) -> {
            if (name.startsWith("ams.")) {
                environment.put(variable(name), value);
            }
        });
        values.forEach((name, value) -> environment.put(
                variable(name.replaceFirst("^(core|person|vault)\\.", "db.$1.").replaceFirst("^(?!ams\\.)", "ams.")),
                value));
        environment.put("AMS_PORT", Integer.toString(settings.port()));
        environment.put("AMS_ADMIN_PORT", Integer.toString(Ports.free()));
        environment.put(
                "AMS_DRIVER", built.resolve("lib").resolve("postgresql.jar").toString());
        environment.put(
                "AMS_ECLIPSELINK",
                built.resolve("servers").resolve("eclipselink.jar").toString());
        environment.put("JAVA_HOME", settings.serverJava().toString());
        run("configure");
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The command that puts the EAR in and runs the server until standard input closes. */
    ProcessBuilder command() {
        return process(
                scripts.resolveSibling("attended").toString(),
                scripts.resolve("serve").toString(),
                root.toString(),
                settings.ear().toString());
    }

    /** @return the files that are not as they were before {@link #configure} */
    List<String> restore() {
        run("restore");
        try {
            Map<String, String> now = files(root);
            TreeSet<String> all = new TreeSet<>(fresh.keySet());
            all.addAll(now.keySet());
            all.removeIf(file -> now.containsKey(file) && now.get(file).equals(fresh.get(file)));
            return new ArrayList<>(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String script) {
        Path log = settings.log().resolveSibling(script + ".log");
        try {
            Process process = process(scripts.resolve(script).toString(), root.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new Failure("The script " + scripts.resolve(script) + " failed; see " + log + ".");
            }
        } catch (IOException e) {
            throw new Failure("The script " + scripts.resolve(script) + " cannot be run.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    private ProcessBuilder process(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AMS_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** What the folder holds: each file with its permissions and a sum over its bytes. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                CRC32 sum = new CRC32();
                if (Files.isRegularFile(file)) {
                    sum.update(Files.readAllBytes(file));
                }
                files.put(
                        folder.relativize(file).toString(), Files.getPosixFilePermissions(file) + " " + sum.getValue());
            }
        }
        return files;
    }
}
