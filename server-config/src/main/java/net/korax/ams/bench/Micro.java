package net.korax.ams.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What single operations take, as JMH has measured and written it. */
public final class Micro {

    /**
     * @param name of the class and its method
     * @param unit as JMH calls it, of time for one
     */
    private record Single(String name, double score, double error, String unit) {

        static Single read(JsonObject result) {
            JsonObject metric = result.getJsonObject("primaryMetric");
            String name = result.getString("benchmark");
            return new Single(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    metric.getJsonNumber("score").doubleValue(),
                    // NaN is written as a text.
                    Double.parseDouble(metric.get("scoreError").toString().replace("\"", "")),
                    metric.getString("scoreUnit"));
        }

        String row() {
            return String.format(
                    Locale.ROOT, "| `%s` | %.3f ± %.3f %s |%n", name, score, error, unit.replace("us/", "µs/"));
        }
    }

    private final List<Single> all;

    private Micro(List<Single> all) {
        this.all = all;
    }

    public static Micro read(Path results) throws IOException {
        try (JsonReader json = Json.createReader(Files.newBufferedReader(results))) {
            return new Micro(json.readArray().getValuesAs(JsonObject.class).stream()
                    .map(Single::read)
                    .toList());
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder("\n| single operation | time |\n|---|---|\n");
        all.forEach(single -> text.append(single.row()));
        return text.toString();
    }

    /** @throws IllegalStateException when it was not measured, or not in microseconds */
    double micros(String name) {
        return all.stream()
                .filter(single -> single.name().equals(name) && single.unit().equals("us/op"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH has not measured " + name + " in microseconds"))
                .score();
    }
}
