package net.korax.ams.bench;

import java.util.Locale;

/**
 * What was measured once, and what the mission wants of it.
 *
 * @param goal null when there is none
 * @param reached whether it is; of no meaning without a goal
 */
public record Figure(String what, String measured, String goal, boolean reached) {

    /** With nothing to reach. */
    public static Figure of(String what, String format, Object... values) {
        return new Figure(what, String.format(Locale.ROOT, format, values), null, false);
    }

    /** With a most, or with a least, that it has to keep. */
    public Figure wanted(boolean kept, String format, Object... values) {
        return new Figure(what, measured, String.format(Locale.ROOT, format, values), kept);
    }

    public String line() {
        return String.format(Locale.ROOT, "%-34s %s%s", what, measured, goal == null ? "" : "; " + verdict());
    }

    static Figure read(String[] cells) {
        return new Figure(cells[1], cells[2], cells[3].isEmpty() ? null : cells[3], Boolean.parseBoolean(cells[4]));
    }

    /** As {@link #read} takes it, without the first. */
    String cells() {
        return String.join("\t", what, measured, goal == null ? "" : goal, Boolean.toString(reached));
    }

    String row() {
        return "| " + what + " | " + measured + " | " + (goal == null ? "" : verdict()) + " |\n";
    }

    private String verdict() {
        return goal + (reached ? ", reached" : ", missed");
    }
}
