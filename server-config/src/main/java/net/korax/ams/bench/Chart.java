package net.korax.ams.bench;

import java.util.List;
import java.util.Locale;

/**
 * Bars against their goals, as SVG that follows the reader's light or dark: each goal is a line of the same place, so that who reaches it is seen at
 * once.
 */
final class Chart {

    private static final int ROW = 30;
    private static final int LABELS = 190;
    private static final int GOAL = 300;
    private static final int WIDTH = 720;
    private static final int TOP = 34;

    /**
     * A bar.
     *
     * @param part of the goal that was reached; 1 is the goal
     * @param text beside the bar
     */
    record Bar(String label, double part, String text) {}

    private Chart() {}

    static String svg(String title, List<Bar> bars) {
        int height = TOP + ROW * bars.size() + 10;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n"
                        + "<style>text{font:13px sans-serif;fill:#1f2a37}.bar{fill:#2f6f8f}.met{fill:#3d7a46}"
                        + ".goal{stroke:#8a5a00;stroke-width:2;stroke-dasharray:4 3}"
                        + "@media(prefers-color-scheme:dark){text{fill:#e6e9ee}.bar{fill:#7fb6cf}.met{fill:#8cc795}.goal{stroke:#f0c060}}</style>%n"
                        + "<text x=\"%d\" y=\"20\">%s</text>%n",
                WIDTH,
                height,
                WIDTH,
                height,
                escaped(title),
                LABELS + GOAL - 14,
                "goal"));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + ROW * i;
            double width = Math.min(bar.part(), 1.6) * GOAL;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                    LABELS - 8,
                    y + 14,
                    escaped(bar.label()),
                    bar.part() >= 1 ? "met" : "bar",
                    LABELS,
                    y,
                    width,
                    LABELS + width + 8,
                    y + 14,
                    escaped(bar.text())));
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<line class=\"goal\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n</svg>%n",
                        LABELS + GOAL,
                        TOP - 8,
                        LABELS + GOAL,
                        height - 6))
                .toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
