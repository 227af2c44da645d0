package net.korax.ams.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what was measured into the page that people read: between two marks, so that what they think of it stays. */
public final class Report {

    private final Path page;
    private final Path chart;

    public Report(Path project) {
        page = project.resolve("docs").resolve("performance.md");
        chart = page.resolveSibling("pictures").resolve("performance.svg");
    }

    /** @param figures beside the table */
    public void write(int accounts, Table table, Figures figures) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s; %,d accounts, %d processors, Java %s; %s, medians, and the spread of the ratio.%n%n"
                        + "![Each goal and how far it is reached](pictures/performance.svg)%n%n%s%n",
                LocalDate.now(ZoneOffset.UTC),
                accounts,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                table.rounds(),
                table.markdown()));
        text.append("| | measured | goal |\n|---|---|---|\n");
        figures.all().forEach(figure -> text.append(figure.row()));
        replace("measured", text.toString());
        Files.writeString(chart, Chart.svg("Each goal and how far it is reached", table.bars()));
    }

    /** @param results of JMH, as it writes them */
    public void writeMicro(Path results) throws IOException {
        StringBuilder text = new StringBuilder("\n| single operation | time |\n|---|---|\n");
        try (JsonReader json = Json.createReader(Files.newBufferedReader(results))) {
            for (JsonObject result : json.readArray().getValuesAs(JsonObject.class)) {
                JsonObject metric = result.getJsonObject("primaryMetric");
                String[] name = result.getString("benchmark").split("\\.");
                text.append(String.format(
                        Locale.ROOT,
                        "| `%s.%s` | %.3f ± %.3f %s |%n",
                        name[name.length - 2],
                        name[name.length - 1],
                        metric.getJsonNumber("score").doubleValue(),
                        Double.parseDouble(metric.get("scoreError").toString().replace("\"", "")),
                        metric.getString("scoreUnit").replace("us/", "µs/")));
            }
        }
        replace("micro", text.toString());
    }

    private void replace(String mark, String text) throws IOException {
        String before = Files.readString(page);
        Matcher marks = Pattern.compile("(<!-- " + mark + " -->\n).*?(<!-- end " + mark + " -->)", Pattern.DOTALL)
                .matcher(before);
        if (!marks.find()) {
            throw new IOException(page + " has lost the marks between which the figures stand");
        }
        Files.writeString(
                page,
                before.substring(0, marks.start()) + marks.group(1) + text + "\n" + before.substring(marks.start(2)));
    }
}
