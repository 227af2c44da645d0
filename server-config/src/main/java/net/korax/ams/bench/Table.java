package net.korax.ams.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians of the rounds, a line for each thing and number of connections, with the spread of the ratio. */
final class Table {

    private record Key(Thing thing, int connections) {}

    private final Map<Key, List<Bench.Round>> rounds = new LinkedHashMap<>();

    Table(List<Bench.Round> all) {
        for (Bench.Round round : all) {
            rounds.computeIfAbsent(new Key(round.thing(), round.connections()), key -> new java.util.ArrayList<>())
                    .add(round);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %11s %9s %9s %9s %9s %10s %-18s %s%n",
                "",
                "connections",
                "a second",
                "p50 ms",
                "p99 ms",
                "CPU ms",
                "ratio",
                "spread",
                "goal"));
        rounds.forEach((key, taken) -> text.append(line(key, taken)));
        return text.toString();
    }

    private static String line(Key key, List<Bench.Round> taken) {
        double ratio = median(taken, Bench.Round::ratio);
        boolean judged = key.connections() == 8;
        String goal = !judged
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f %s %s",
                        key.thing().goal(),
                        key.thing().yard(),
                        ratio >= key.thing().goal() ? "reached" : "missed");
        return String.format(
                Locale.ROOT,
                "%-14s %11d %9.1f %9.1f %9.1f %9.2f %10.3f %-18s %s%n",
                key.thing(),
                key.connections(),
                median(taken, round -> round.measured().perSecond()),
                median(taken, round -> round.measured().p50()) / 1000,
                median(taken, round -> round.measured().p99()) / 1000,
                median(taken, round -> round.measured().processorPerOperation()),
                ratio,
                String.format(
                        Locale.ROOT,
                        "%.3f-%.3f",
                        taken.stream().mapToDouble(Bench.Round::ratio).min().orElse(0),
                        taken.stream().mapToDouble(Bench.Round::ratio).max().orElse(0)),
                goal);
    }

    private static double median(List<Bench.Round> taken, ToDoubleFunction<Bench.Round> of) {
        List<Bench.Round> sorted =
                taken.stream().sorted(Comparator.comparingDouble(of)).toList();
        int middle = sorted.size() / 2;
        double upper = of.applyAsDouble(sorted.get(middle));
        return sorted.size() % 2 == 1 ? upper : (upper + of.applyAsDouble(sorted.get(middle - 1))) / 2;
    }
}
