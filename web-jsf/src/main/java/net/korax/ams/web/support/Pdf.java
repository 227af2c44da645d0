package net.korax.ams.web.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pages of A4 with text in Helvetica and squares, as a PDF 1.4 file (ISO 32000). Text is of the signs of Windows-1252, which every reader
 * draws without a font in the file; another sign becomes a question mark. Lengths are points, from the lower left corner.
 */
final class Pdf {

    static final int WIDTH = 595;
    static final int HEIGHT = 842;

    /** A digit of Helvetica, in parts of its size. */
    private static final double DIGIT = 0.556;

    private static final Charset SIGNS = Charset.forName("windows-1252");
    private static final int CATALOG = 1;
    private static final int PAGES = 2;
    private static final int FIRST_PAGE = 6;

    private final String title;
    private final List<StringBuilder> pages = new ArrayList<>();

    Pdf(String title) {
        this.title = title;
        page();
    }

    /** Goes on with the next page. */
    void page() {
        pages.add(new StringBuilder());
    }

    void text(double x, double y, double size, boolean bold, String text) {
        current()
                .append(String.format(Locale.ROOT, "BT /%s %.1f Tf %.2f %.2f Td ", bold ? "B" : "R", size, x, y))
                .append(literal(text))
                .append(" Tj ET\n");
    }

    /** Digits that end at a place. */
    void digits(double right, double y, double size, long number) {
        String text = Long.toString(number);
        text(right - text.length() * DIGIT * size, y, size, false, text);
    }

    void square(double x, double y, double side) {
        current().append(String.format(Locale.ROOT, "%.3f %.3f %.3f %.3f re f\n", x, y, side, side));
    }

    void line(double x, double y, double length) {
        current().append(String.format(Locale.ROOT, "0.5 w %.2f %.2f m %.2f %.2f l S\n", x, y, x + length, y));
    }

    byte[] bytes() {
        List<String> objects = new ArrayList<>();
        StringBuilder kids = new StringBuilder();
        for (int page = 0; page < pages.size(); page++) {
            kids.append(FIRST_PAGE + 2 * page).append(" 0 R ");
        }
        objects.add("<< /Type /Catalog /Pages " + PAGES + " 0 R >>");
        objects.add("<< /Type /Pages /Kids [ " + kids + "] /Count " + pages.size() + " >>");
        objects.add(font("Helvetica"));
        objects.add(font("Helvetica-Bold"));
        objects.add("<< /Title " + literal(title) + " >>");
        for (int page = 0; page < pages.size(); page++) {
            String drawn = pages.get(page).toString();
            objects.add("<< /Type /Page /Parent " + PAGES + " 0 R /MediaBox [ 0 0 " + WIDTH + " " + HEIGHT
                    + " ] /Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents " + (FIRST_PAGE + 2 * page + 1)
                    + " 0 R >>");
            objects.add("<< /Length " + drawn.getBytes(SIGNS).length + " >>\nstream\n" + drawn + "endstream");
        }
        return file(objects);
    }

    private static byte[] file(List<String> objects) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n".getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int number = 1; number <= objects.size(); number++) {
            places.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.size()));
            file.writeBytes((number + " 0 obj\n" + objects.get(number - 1) + "\nendobj\n").getBytes(SIGNS));
        }
        int count = objects.size() + 1;
        String end = "xref\n0 " + count + "\n" + places + "trailer\n<< /Size " + count + " /Root " + CATALOG
                + " 0 R /Info 5 0 R >>\nstartxref\n" + file.size() + "\n%%EOF\n";
        file.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    private StringBuilder current() {
        return pages.get(pages.size() - 1);
    }

    private static String font(String name) {
        return "<< /Type /Font /Subtype /Type1 /BaseFont /" + name + " /Encoding /WinAnsiEncoding >>";
    }

    private static String literal(String text) {
        return "("
                + text.replace("\\", "\\\\")
                        .replace("(", "\\(")
                        .replace(")", "\\)")
                        .replaceAll("[\\r\\n]", " ") + ")";
    }
}
