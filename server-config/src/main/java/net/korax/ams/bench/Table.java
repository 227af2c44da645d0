package net.korax.ams.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Medians of the rounds, a line for each thing and number of connections, with the spread of the ratio. */
public final class Table {

    /** With so many connections the goals are. */
    private static final int JUDGED = 8;

    private static final Set<Thing> GROWING = Set.of(Thing.SEARCH_NAME, Thing.SEARCH_NUMBER, Thing.SEARCH_EMAIL);
    private static final double MOST_GROWTH = 1.5;

    /** What half of them take at most, in milliseconds. */
    private static final Map<Thing, Integer> MOST_P50 = new EnumMap<>(Map.of(
            Thing.CONTACTS, 10,
            Thing.CARDS, 10,
            Thing.SEARCH_NAME, 50,
            Thing.SEARCH_NUMBER, 50,
            Thing.SEARCH_EMAIL, 50));

    /** What adding a card takes of cryptography. */
    private static final List<String> CARD_CRYPTOGRAPHY =
            List.of("CustodyBenchmark.fingerprint", "CustodyBenchmark.newKey", "CustodyBenchmark.seal");

    private static final double MOST_CRYPTOGRAPHY = 0.05;

    private static final double MOST_BESIDE_HASH = 5;
    private static final double ALIKE = 0.1;

    private record Key(Thing thing, int connections) {}

    private final Map<Key, List<Bench.Round>> rounds = new LinkedHashMap<>();

    Table(List<Bench.Round> all) {
        for (Bench.Round round : all) {
            rounds.computeIfAbsent(new Key(round.thing(), round.connections()), key -> new ArrayList<>())
                    .add(round);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %11s %9s %9s %9s %9s %10s %10s %10s %-18s %s%n",
                "",
                "connections",
                "a second",
                "p50 ms",
                "p99 ms",
                "CPU ms",
                "memory MiB",
                "yardstick",
                "ratio",
                "spread",
                "goal"));
        rounds.forEach((key, taken) -> text.append(line(key, taken)));
        return text.toString();
    }

    private static String line(Key key, List<Bench.Round> taken) {
        double ratio = median(taken, Bench.Round::ratio);
        boolean judged = key.connections() == JUDGED;
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
                "%-14s %11d %9.1f %9.1f %9.1f %9.2f %10.0f %10.0f %10.3f %-18s %s%n",
                key.thing(),
                key.connections(),
                median(taken, round -> round.measured().perSecond()),
                median(taken, round -> round.measured().p50()) / 1000,
                median(taken, round -> round.measured().p99()) / 1000,
                median(taken, round -> round.measured().processorPerOperation()),
                median(taken, round -> round.measured().memory()),
                median(taken, Bench.Round::yard),
                ratio,
                spread(taken),
                goal);
    }

    /** How many rounds there were and how long each was. */
    String rounds() {
        List<Bench.Round> all = rounds.values().stream().flatMap(List::stream).toList();
        long shortest = Math.round(all.stream()
                .mapToDouble(round -> round.measured().seconds())
                .min()
                .orElse(0));
        long longest = Math.round(all.stream()
                .mapToDouble(round -> round.measured().seconds())
                .max()
                .orElse(0));
        return rounds.values().stream().mapToInt(List::size).min().orElse(0) + " rounds of "
                + (shortest == longest ? "" : shortest + " to ") + longest + " s";
    }

    /** As a table for reading; what was judged is in bold. */
    String markdown() {
        StringBuilder text = new StringBuilder(
                "| | connections | a second | p50 ms | p99 ms | server's processor ms | its memory MiB | yardstick a second | ratio | spread | goal |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|\n");
        rounds.forEach((key, taken) -> {
            double ratio = median(taken, Bench.Round::ratio);
            boolean judged = key.connections() == JUDGED;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %.1f | %.2f | %.0f | %.0f | %s %s | %s | %s |%n",
                    key.connections() == 1 ? key.thing().title() : "",
                    key.connections(),
                    median(taken, round -> round.measured().perSecond()),
                    median(taken, round -> round.measured().p50()) / 1000,
                    median(taken, round -> round.measured().p99()) / 1000,
                    median(taken, round -> round.measured().processorPerOperation()),
                    median(taken, round -> round.measured().memory()),
                    median(taken, Bench.Round::yard),
                    judged ? String.format(Locale.ROOT, "**%.3f**", ratio) : String.format(Locale.ROOT, "%.3f", ratio),
                    key.thing().yard(),
                    spread(taken),
                    judged
                            ? String.format(
                                    Locale.ROOT,
                                    "%.2f, %s",
                                    key.thing().goal(),
                                    ratio >= key.thing().goal() ? "reached" : "missed")
                            : ""));
        });
        return text.toString();
    }

    /** What is to take as long with many accounts as with few: the slowest in a hundred, beside those of another house. */
    public List<Figure> grown(Table fewer) {
        List<Figure> figures = new ArrayList<>();
        rounds.forEach((key, taken) -> {
            List<Bench.Round> before = fewer.rounds.get(key);
            if (before != null && key.connections() == JUDGED && GROWING.contains(key.thing())) {
                double now = median(taken, round -> round.measured().p99()) / 1000;
                double then = median(before, round -> round.measured().p99()) / 1000;
                figures.add(Figure.of(
                                key.thing().title() + ", p99 beside the smaller house",
                                "%.1f ms, %.1f ms: %.2f",
                                now,
                                then,
                                now / then)
                        .wanted(now <= MOST_GROWTH * then, "at most %.1f", MOST_GROWTH));
            }
        });
        return figures;
    }

    /**
     * What half of them take at most, and what a sign-in takes beside the password hash, right or wrong.
     *
     * @param processors on which the hash alone ran
     */
    public List<Figure> times(int processors) {
        List<Figure> figures = new ArrayList<>();
        MOST_P50.forEach((thing, most) -> {
            if (has(thing, JUDGED) && has(thing, 1)) {
                figures.add(Figure.of(
                                thing.title() + ", p50",
                                "%.1f ms with %d at once, %.1f ms with one",
                                p50(thing, JUDGED),
                                JUDGED,
                                p50(thing, 1))
                        .wanted(p50(thing, JUDGED) <= most, "at most %d ms", most));
            }
        });
        if (has(Thing.SIGN_IN, 1)) {
            double whole = p50(Thing.SIGN_IN, 1);
            double hash = 1000 * processors / median(rounds.get(new Key(Thing.SIGN_IN, 1)), Bench.Round::yard);
            figures.add(Figure.of(
                            "Sign-in, one at once, beside the hash",
                            "p50 %.1f ms, the hash alone %.1f ms: %.1f ms",
                            whole,
                            hash,
                            whole - hash)
                    .wanted(whole - hash <= MOST_BESIDE_HASH, "at most %.0f ms", MOST_BESIDE_HASH));
            if (has(Thing.SIGN_IN_FAILED, 1)) {
                double failed = p50(Thing.SIGN_IN_FAILED, 1) / whole;
                figures.add(Figure.of("Sign-in with a wrong password, beside a right one", "p50 %.2f of it", failed)
                        .wanted(Math.abs(failed - 1) <= ALIKE, "as much, within a tenth"));
            }
        }
        return figures;
    }

    /** The part that cryptography has of the processor that adding a card takes of the server. */
    public List<Figure> cryptography(Micro micro) {
        if (!has(Thing.CARD_ADDED, JUDGED)) {
            return List.of();
        }
        double micros = CARD_CRYPTOGRAPHY.stream().mapToDouble(micro::micros).sum();
        double all = median(
                rounds.get(new Key(Thing.CARD_ADDED, JUDGED)),
                round -> round.measured().processorPerOperation());
        double part = micros / 1000 / all;
        return List.of(Figure.of(
                        "Card added, its cryptography",
                        "fingerprint, key and seal %.1f µs of %.1f ms of processor: %.2f %%",
                        micros,
                        all,
                        100 * part)
                .wanted(part <= MOST_CRYPTOGRAPHY, "at most %.0f %%", 100 * MOST_CRYPTOGRAPHY));
    }

    private boolean has(Thing thing, int connections) {
        return rounds.containsKey(new Key(thing, connections));
    }

    /** In milliseconds. */
    private double p50(Thing thing, int connections) {
        return median(
                        rounds.get(new Key(thing, connections)),
                        round -> round.measured().p50())
                / 1000;
    }

    /** What was judged, beside its goal. */
    List<Chart.Bar> bars() {
        return rounds.entrySet().stream()
                .filter(each -> each.getKey().connections() == JUDGED)
                .map(each -> {
                    Thing thing = each.getKey().thing();
                    double ratio = median(each.getValue(), Bench.Round::ratio);
                    return new Chart.Bar(
                            thing.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            ratio / thing.goal(),
                            String.format(Locale.ROOT, "%.3f of %.2f %s", ratio, thing.goal(), thing.yard()));
                })
                .toList();
    }

    private static String spread(List<Bench.Round> taken) {
        return String.format(
                Locale.ROOT,
                "%.3f-%.3f",
                taken.stream().mapToDouble(Bench.Round::ratio).min().orElse(0),
                taken.stream().mapToDouble(Bench.Round::ratio).max().orElse(0));
    }

    private static double median(List<Bench.Round> taken, ToDoubleFunction<Bench.Round> of) {
        List<Bench.Round> sorted =
                taken.stream().sorted(Comparator.comparingDouble(of)).toList();
        int middle = sorted.size() / 2;
        double upper = of.applyAsDouble(sorted.get(middle));
        return sorted.size() % 2 == 1 ? upper : (upper + of.applyAsDouble(sorted.get(middle - 1))) / 2;
    }
}
