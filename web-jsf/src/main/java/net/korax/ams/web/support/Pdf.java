package net.korax.ams.web.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pages of A4 with text in Helvetica and squares, as a PDF 1.4 file (ISO 32000) that is written out page by page. Text is of the signs of
 * Windows-1252 and of the other Latin letters that Helvetica has, such as č, ł and ő: every reader draws those without a font in the
 * file. Of any other sign stands its number in Unicode, ‹U+5C71›, so that nothing is lost and nothing looks like something else. Lengths
 * are points, from the lower left corner.
 */
final class Pdf implements AutoCloseable {

    static final int WIDTH = 595;
    static final int HEIGHT = 842;

    /** What stands for a sign that cannot be drawn, as an example for people. */
    static final String UNDRAWN = "‹U+5C71›";

    private static final Charset SIGNS = Charset.forName("windows-1252");
    private static final String WINDOWS = windows();
    private static final int CATALOG = 1;
    private static final int PAGES = 2;
    private static final int INFO = 7;

    /** Beyond Windows-1252, in the order of their codes in fonts of our own encoding. */
    private static final String LATIN =
            "ĂăĀāĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŌōŔŕŖŗŘřŚśŞşȘșŢţŤťŮůŰűŪūŲųŹźŻż";

    private static final int FIRST_LATIN = 128;

    /** How glyphs are called: the letter, and its mark. */
    private static final Map<Character, String> MARKS = Map.of(
            '\u0301',
            "acute",
            '\u0304',
            "macron",
            '\u0306',
            "breve",
            '\u0307',
            "dotaccent",
            '\u030a',
            "ring",
            '\u030b',
            "hungarumlaut",
            '\u030c',
            "caron",
            '\u0326',
            "commaaccent",
            '\u0327',
            "commaaccent",
            '\u0328',
            "ogonek");

    private static final Map<Character, String> GLYPHS = Map.of(
            'Đ',
            "Dcroat",
            'đ',
            "dcroat",
            'Ł',
            "Lslash",
            'ł',
            "lslash",
            'ı',
            "dotlessi",
            'Ş',
            "Scedilla",
            'ş',
            "scedilla");

    /** Helvetica's widths from the blank to the tilde, in thousandths of its size. */
    private static final int[] WIDTHS = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
                556,
        556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
                833,
        722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500,
                556,
        556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
                334,
        260, 334, 584
    };

    private static final int OTHER = 600;
    private static final double BOLDER = 1.08;

    private final OutputStream out;
    private final List<Long> places = new ArrayList<>();
    private final List<Integer> kids = new ArrayList<>();
    private long written;
    private StringBuilder page = new StringBuilder();

    /** Begins with the first page. @param out stays open */
    Pdf(OutputStream out, String title) {
        this.out = out;
        write("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        for (int number = 1; number <= INFO; number++) {
            places.add(0L);
        }
        object(CATALOG, "<< /Type /Catalog /Pages " + PAGES + " 0 R >>");
        object(3, font("Helvetica", "/WinAnsiEncoding"));
        object(4, font("Helvetica-Bold", "/WinAnsiEncoding"));
        object(5, font("Helvetica", latin()));
        object(6, font("Helvetica-Bold", latin()));
        object(INFO, "<< /Title " + literal(title.getBytes(SIGNS)) + " >>");
    }

    /** Goes on with the next page; the one before is written out. */
    void page() {
        int content = next();
        object(content, "<< /Length " + page.length() + " >>\nstream\n" + page + "endstream");
        int number = next();
        object(
                number,
                "<< /Type /Page /Parent " + PAGES + " 0 R /MediaBox [ 0 0 " + WIDTH + " " + HEIGHT
                        + " ] /Resources << /Font << /R 3 0 R /B 4 0 R /r 5 0 R /b 6 0 R >> >> /Contents " + content
                        + " 0 R >>");
        kids.add(number);
        page = new StringBuilder();
    }

    void text(double x, double y, double size, boolean bold, String text) {
        String drawn = drawable(text);
        page.append(String.format(Locale.ROOT, "BT %.2f %.2f Td ", x, y));
        int from = 0;
        while (from < drawn.length()) {
            boolean latin = isLatin(drawn.charAt(from));
            int to = from;
            while (to < drawn.length() && isLatin(drawn.charAt(to)) == latin) {
                to++;
            }
            String name = latin ? (bold ? "b" : "r") : bold ? "B" : "R";
            page.append(String.format(Locale.ROOT, "/%s %.1f Tf ", name, size))
                    .append(literal(codes(drawn.substring(from, to), latin)))
                    .append(" Tj ");
            from = to;
        }
        page.append("ET\n");
    }

    /** Text that ends at a place. */
    void textTo(double right, double y, double size, String text) {
        text(right - width(text, size, false), y, size, false, text);
    }

    void square(double x, double y, double side) {
        page.append(String.format(Locale.ROOT, "%.3f %.3f %.3f %.3f re f\n", x, y, side, side));
    }

    void line(double x, double y, double length) {
        page.append(String.format(Locale.ROOT, "0.5 w %.2f %.2f m %.2f %.2f l S\n", x, y, x + length, y));
    }

    /** A text in lines that are not longer than {@code width}; broken at blanks, and in a word that is longer by itself. */
    static List<String> lines(String text, double size, boolean bold, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : drawable(text).split(" ")) {
            if (!line.isEmpty() && width(line + " " + word, size, bold) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (width(line.toString(), size, bold) > width) {
                int fits = line.length();
                while (width(line.substring(0, fits), size, bold) > width) {
                    fits--;
                }
                lines.add(line.substring(0, fits));
                line.delete(0, fits);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** How long a text will be; of letters with marks that of the letter. */
    static double width(String text, double size, boolean bold) {
        double thousandths = Normalizer.normalize(drawable(text), Normalizer.Form.NFD)
                .chars()
                .map(sign ->
                        sign >= ' ' && sign <= '~' ? WIDTHS[sign - ' '] : MARKS.containsKey((char) sign) ? 0 : OTHER)
                .sum();
        return thousandths * size / 1000 * (bold ? BOLDER : 1);
    }

    /** The text with the numbers of signs in place of those that cannot be drawn. */
    static String drawable(String text) {
        StringBuilder drawn = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(sign -> {
            if (Character.isISOControl(sign)) {
                drawn.append(' ');
            } else if (sign <= Character.MAX_VALUE
                    && (sign <= '~' || isLatin((char) sign) || WINDOWS.indexOf(sign) >= 0)) {
                drawn.appendCodePoint(sign);
            } else {
                drawn.append(String.format(Locale.ROOT, "‹U+%04X›", sign));
            }
        });
        return drawn.toString().replace("›‹U+", " U+");
    }

    /** Writes the last page and the end of the file. */
    @Override
    public void close() {
        page();
        StringBuilder all = new StringBuilder();
        kids.forEach(number -> all.append(number).append(" 0 R "));
        object(PAGES, "<< /Type /Pages /Kids [ " + all + "] /Count " + kids.size() + " >>");
        long table = written;
        int count = places.size() + 1;
        write("xref\n0 " + count + "\n0000000000 65535 f \n");
        places.forEach(place -> write(String.format(Locale.ROOT, "%010d 00000 n \n", place)));
        write("trailer\n<< /Size " + count + " /Root " + CATALOG + " 0 R /Info " + INFO + " 0 R >>\nstartxref\n" + table
                + "\n%%EOF\n");
    }

    private int next() {
        places.add(0L);
        return places.size();
    }

    private void object(int number, String content) {
        places.set(number - 1, written);
        write(number + " 0 obj\n" + content + "\nendobj\n");
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            out.write(bytes);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        written += bytes.length;
    }

    /** The signs of Windows-1252 beyond ASCII. */
    private static String windows() {
        byte[] codes = new byte[128];
        for (int at = 0; at < codes.length; at++) {
            codes[at] = (byte) (at + 128);
        }
        return new String(codes, SIGNS).replace("\ufffd", "");
    }

    private static boolean isLatin(char sign) {
        return LATIN.indexOf(sign) >= 0;
    }

    private static byte[] codes(String text, boolean latin) {
        if (!latin) {
            return text.getBytes(SIGNS);
        }
        byte[] codes = new byte[text.length()];
        for (int at = 0; at < codes.length; at++) {
            codes[at] = (byte) (FIRST_LATIN + LATIN.indexOf(text.charAt(at)));
        }
        return codes;
    }

    private static String font(String name, String encoding) {
        return "<< /Type /Font /Subtype /Type1 /BaseFont /" + name + " /Encoding " + encoding + " >>";
    }

    private static String latin() {
        StringBuilder names = new StringBuilder();
        LATIN.chars().forEach(sign -> names.append(" /").append(glyph((char) sign)));
        return "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [ " + FIRST_LATIN + names + " ] >>";
    }

    private static String glyph(char sign) {
        String parts = Normalizer.normalize(String.valueOf(sign), Normalizer.Form.NFD);
        return GLYPHS.getOrDefault(sign, parts.charAt(0) + MARKS.getOrDefault(parts.charAt(parts.length() - 1), ""));
    }

    private static String literal(byte[] codes) {
        StringBuilder literal = new StringBuilder("(");
        for (byte one : codes) {
            int code = one & 0xff;
            if (code < ' ' || code > '~') {
                literal.append(String.format(Locale.ROOT, "\\%03o", code));
            } else {
                literal.append("\\()".indexOf(code) >= 0 ? "\\" : "").append((char) code);
            }
        }
        return literal.append(')').toString();
    }
}
