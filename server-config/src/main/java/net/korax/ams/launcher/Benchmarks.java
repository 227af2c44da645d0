package net.korax.ams.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.korax.ams.bench.Bench;
import net.korax.ams.bench.Figures;
import net.korax.ams.bench.FlameGraph;
import net.korax.ams.bench.Micro;
import net.korax.ams.bench.Report;
import net.korax.ams.bench.Table;

/** Runs the benchmarks on a house of their own, which is filled once and kept in {@code target/bench}. */
final class Benchmarks {

    private static final String START = "start";

    /** What was measured with so many accounts is put beside what is measured with many. */
    private static final int FEWER = 10_000;

    private int accounts = 1_000_000;
    private int rounds = 3;
    private boolean flames;
    private int seconds = 8;
    private List<String> things = List.of();
    private boolean report;

    private Benchmarks(String[] options) {
        for (int i = 0; i < options.length; i++) {
            switch (options[i]) {
                case "--accounts" -> accounts = number(options, ++i, 20_000_000);
                case "--rounds" -> rounds = number(options, ++i, 100);
                case "--flames" -> flames = true;
                case "--report" -> report = true;
                case "--seconds" -> seconds = number(options, ++i, 600);
                default -> {
                    if (options[i].startsWith("-")) {
                        throw new Failure("There is no option " + options[i] + "; ./ams help lists them.");
                    }
                    things = Arrays.asList(options).subList(i, options.length);
                    things.stream()
                            .filter(thing -> flames ? !isDrawn(thing) : !isMeasured(thing))
                            .findFirst()
                            .ifPresent(thing -> {
                                throw new Failure(
                                        flames
                                                ? "\"" + thing + "\" cannot be drawn; there are "
                                                        + String.join(", ", Bench.things())
                                                        + " and recordings, NAME.jfr."
                                                : "There is no \"" + thing + "\" to measure; there are "
                                                        + String.join(", ", Bench.names()) + " and " + START + ".");
                            });
                    i = options.length;
                }
            }
        }
    }

    static void run(String[] options, Map<String, String> environment, PrintStream out) {
        if (options.length == 1 && options[0].equals("micro")) {
            writeMicro(Settings.of(new String[0], environment).project());
            return;
        }
        new Benchmarks(options).run(environment, out);
    }

    private void run(Map<String, String> environment, PrintStream out) {
        Path folder = Settings.of(new String[0], environment)
                .project()
                .resolve("target")
                .resolve("bench");
        Path home = folder.resolve("house-" + accounts);
        Map<String, String> chosen = new HashMap<>(environment);
        // The load says of itself where it comes from, as a balancer would.
        chosen.put("AMS_PROXIES", "127.0.0.0/8");
        chosen.put("AMS_LOOKS_PER_HOUR", "100000000");
        chosen.put("AMS_HOME", home.toString());
        Settings settings = Settings.of(new String[0], chosen);
        Path filled = home.resolve("filled");
        Path pictures = settings.project().resolve("docs").resolve("pictures");
        try {
            if (flames) {
                if (things.isEmpty()) {
                    throw new Failure("--flames wants the names of things, or recordings, NAME.jfr.");
                }
                drawRecordings(pictures);
                things = things.stream().filter(thing -> !isRecording(thing)).toList();
                if (things.isEmpty()) {
                    return;
                }
            }
            if (!Files.exists(filled)) {
                MicroRuntime.delete(home);
                SampleAccounts.make(settings, accounts, out);
                Files.createFile(filled);
            }
            if (!things.equals(List.of(START))) {
                out.println("Starting the house with " + accounts + " sample accounts ...");
                try (RunningAms house = RunningAms.start(settings, step -> {})) {
                    Bench bench = new Bench(house, folder, out);
                    if (flames) {
                        bench.draw(things, seconds, pictures);
                        return;
                    }
                    bench.run(accounts, rounds, seconds, things);
                }
            }
            if (things.isEmpty() || things.contains(START)) {
                Bench.figures(folder, accounts).keep(START, new ColdStart(settings, out).measure(Math.max(rounds, 3)));
            }
            if (report || things.isEmpty()) {
                Table table = Bench.table(folder, accounts);
                Figures figures = Bench.figures(folder, accounts);
                figures.keep("grown", table.grown(Bench.table(folder, FEWER)));
                figures.keep("times", table.times(Runtime.getRuntime().availableProcessors()));
                if (Files.exists(micro(settings.project()))) {
                    figures.keep("cryptography", table.cryptography(Micro.read(micro(settings.project()))));
                }
                new Report(settings.project()).write(accounts, table, figures);
            }
        } catch (IOException | SQLException e) {
            throw new Failure("The benchmarks stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("The benchmarks were interrupted.", e);
        }
    }

    private static boolean isMeasured(String thing) {
        return thing.equals(START) || Bench.names().contains(thing);
    }

    private static boolean isDrawn(String thing) {
        return isRecording(thing) || Bench.things().contains(thing);
    }

    private static boolean isRecording(String thing) {
        return thing.endsWith(".jfr");
    }

    /** Of recordings that were made otherwise, as of a start. */
    private void drawRecordings(Path pictures) throws IOException {
        for (String recording : things.stream().filter(Benchmarks::isRecording).toList()) {
            Path file = Path.of(recording);
            String name = file.getFileName().toString().replaceFirst("\\.jfr$", "");
            Files.writeString(
                    pictures.resolve("flames-" + name + ".svg"),
                    FlameGraph.of(file).svg(name));
        }
    }

    /** What single operations took, by the file that JMH has left. */
    private static void writeMicro(Path project) {
        try {
            new Report(project).write(Micro.read(micro(project)));
        } catch (IOException e) {
            throw new Failure("The figures could not be written: " + e.getMessage(), e);
        }
    }

    private static Path micro(Path project) {
        return project.resolve("target").resolve("bench").resolve("micro.json");
    }

    private static int number(String[] options, int index, int most) {
        String value = index < options.length ? options[index] : "";
        if (!value.matches("[1-9][0-9]{0,7}") || Integer.parseInt(value) > most) {
            throw new Failure(options[index - 1] + " wants a number from 1 to " + most + ".");
        }
        return Integer.parseInt(value);
    }
}
