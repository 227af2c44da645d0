package net.korax.ams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured once, by what it is about, in a file: a run that measures one thing anew leaves the others as they were. */
public final class Figures {

    private final Path file;
    private final Map<String, List<Figure>> all = new LinkedHashMap<>();

    private Figures(Path file) {
        this.file = file;
    }

    /** Those of earlier runs. */
    public static Figures in(Path file) throws IOException {
        Figures figures = new Figures(file);
        if (Files.exists(file)) {
            for (String row : Files.readAllLines(file)) {
                String[] cells = row.split("\t", -1);
                figures.all
                        .computeIfAbsent(cells[0], about -> new ArrayList<>())
                        .add(Figure.read(cells));
            }
        }
        return figures;
    }

    /** In the place of what was measured about the same. */
    public void keep(String about, List<Figure> measured) throws IOException {
        all.put(about, List.copyOf(measured));
        List<String> rows = new ArrayList<>();
        all.forEach((each, figures) -> figures.forEach(figure -> rows.add(each + "\t" + figure.cells())));
        Files.write(file, rows);
    }

    List<Figure> all() {
        return all.values().stream().flatMap(List::stream).toList();
    }
}
