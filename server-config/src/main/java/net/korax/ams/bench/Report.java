package net.korax.ams.bench;

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

    /** @param micro what single operations take */
    public void write(Micro micro) throws IOException {
        replace("micro", micro.markdown());
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
