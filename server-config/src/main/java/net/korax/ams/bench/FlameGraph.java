package net.korax.ams.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of threads goes, from samples of the Java Flight Recorder, as SVG: who calls stands above who is called, and the wider, the longer. A box is a
 * class, whichever of its methods; a class that calls itself by way of others is told once, where it comes first. Callers without meaning of their own,
 * such as reflection, are passed over.
 */
public final class FlameGraph {

    private static final int WIDTH = 1200;
    private static final int ROW = 17;
    private static final int TOP = 46;
    private static final int LETTER = 7;
    private static final double NARROWEST = 2.5;

    private static final List<String> WITHOUT_MEANING = List.of(
            "java.lang.reflect.",
            "java.lang.invoke.",
            "jdk.internal.reflect.",
            "java.security.AccessController",
            "org.jboss.weld.",
            "com.sun.proxy.",
            "jdk.proxy",
            "java.util.");

    /** Whose a class is, by the beginning of its name; the first that fits. */
    private enum Owner {
        AMS("this product", "net.korax."),
        PAGES(
                "pages",
                "com.sun.faces",
                "jakarta.faces",
                "org.primefaces",
                "org.omnifaces",
                "jakarta.el",
                "com.sun.el",
                "org.apache.el"),
        STORE("database", "org.eclipse.persistence", "org.postgresql", "com.sun.gjc"),
        SECRECY("cryptography", "org.bouncycastle", "javax.crypto", "com.sun.crypto", "sun.security", "java.security"),
        SERVER("server and Java");

        private final String title;
        private final List<String> beginnings;

        Owner(String title, String... beginnings) {
            this.title = title;
            this.beginnings = List.of(beginnings);
        }

        static Owner of(String type) {
            for (Owner owner : values()) {
                if (owner.beginnings.stream().anyMatch(type::startsWith)) {
                    return owner;
                }
            }
            return SERVER;
        }
    }

    private static final class Box {

        private final Map<String, Box> called = new HashMap<>();
        private long samples;

        private int depth(double narrowest) {
            return samples < narrowest
                    ? 0
                    : 1
                            + called.values().stream()
                                    .mapToInt(box -> box.depth(narrowest))
                                    .max()
                                    .orElse(0);
        }
    }

    private final Box all = new Box();

    /**
     * What a recording tells of threads that ran.
     *
     * @throws IOException when it can't be read
     */
    public static FlameGraph of(Path recording) throws IOException {
        FlameGraph graph = new FlameGraph();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    graph.add(event.getStackTrace());
                }
            }
        }
        return graph;
    }

    private void add(RecordedStackTrace stack) {
        Box box = all;
        box.samples++;
        Set<String> above = new HashSet<>();
        List<RecordedFrame> frames = stack.getFrames();
        for (int i = frames.size() - 1; i >= 0; i--) {
            String type = name(frames.get(i).getMethod().getType());
            if (WITHOUT_MEANING.stream().noneMatch(type::startsWith) && above.add(type)) {
                box = box.called.computeIfAbsent(type, first -> new Box());
                box.samples++;
            }
        }
    }

    /** Without what the container and the compiler put behind it. */
    private static String name(RecordedClass type) {
        return type.getName().replaceAll("\\$(\\$|Proxy|Lambda).*|\\$?_\\$\\$.*|__EJB31.*|/0x.*", "");
    }

    long samples() {
        return all.samples;
    }

    /** The part of all samples that a class, or what it called, was seen in; 0 to 1. */
    double part(String type) {
        return all.samples == 0 ? 0 : (double) within(all, type) / all.samples;
    }

    private static long within(Box box, String type) {
        return box.called.entrySet().stream()
                .mapToLong(each -> each.getKey().equals(type) ? each.getValue().samples : within(each.getValue(), type))
                .sum();
    }

    /** The picture; a box narrower than what can be seen is left out. */
    public String svg(String title) {
        double each = (double) WIDTH / Math.max(1, all.samples);
        int height = TOP + ROW * all.depth(NARROWEST / each);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n"
                        + "<style>text{font:11px sans-serif;fill:#1f2a37}rect{stroke:#fff;stroke-width:.5}.ams{fill:#f0b95a}.pages{fill:#9cc7de}"
                        + ".store{fill:#a9d3ae}.secrecy{fill:#dcb0d6}.server{fill:#d5d9df}"
                        + "@media(prefers-color-scheme:dark){.key{fill:#e6e9ee}}</style>%n<text class=\"key\" x=\"4\" y=\"14\">%s; %d samples</text>%n",
                WIDTH,
                height,
                WIDTH,
                height,
                Chart.escaped(title),
                Chart.escaped(title),
                all.samples));
        int x = 4;
        for (Owner owner : Owner.values()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"22\" width=\"12\" height=\"12\"/><text class=\"key\" x=\"%d\" y=\"32\">%s</text>%n",
                    css(owner),
                    x,
                    x + 17,
                    owner.title));
            x += 40 + LETTER * owner.title.length();
        }
        draw(all, 0, 0, each, svg);
        return svg.append("</svg>\n").toString();
    }

    private void draw(Box caller, double left, int row, double each, StringBuilder svg) {
        double x = left;
        List<Map.Entry<String, Box>> widestFirst = caller.called.entrySet().stream()
                .filter(box -> box.getValue().samples * each >= NARROWEST)
                .sorted(Comparator.comparing((Map.Entry<String, Box> box) -> -box.getValue().samples)
                        .thenComparing(Map.Entry::getKey))
                .toList();
        for (Map.Entry<String, Box> next : widestFirst) {
            Box box = next.getValue();
            double width = box.samples * each;
            svg.append(String.format(
                    Locale.ROOT,
                    "<g><title>%s, %.1f %%</title><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%s</g>%n",
                    Chart.escaped(next.getKey()),
                    100.0 * box.samples / all.samples,
                    css(Owner.of(next.getKey())),
                    x,
                    TOP + ROW * row,
                    width,
                    ROW - 1,
                    label(next.getKey(), x, TOP + ROW * row + 12, width)));
            draw(box, x, row + 1, each, svg);
            x += width;
        }
    }

    private static String label(String type, double x, int y, double width) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        int letters = (int) (width / LETTER) - 1;
        return letters < 3
                ? ""
                : String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\">%s</text>",
                        x + 3,
                        y,
                        Chart.escaped(simple.substring(0, Math.min(letters, simple.length()))));
    }

    private static String css(Owner owner) {
        return owner.name().toLowerCase(Locale.ROOT);
    }
}
