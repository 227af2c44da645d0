package net.korax.ams.web.support;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180) that no spreadsheet takes for a formula (OWASP CSV injection, ASVS 1.2.10): a value that begins with one of
 * {@code = + - @}, their full-width forms, a tab or a line end gets an apostrophe in front. Every value is quoted.
 */
public final class Csv {

    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n";

    private Csv() {}

    /** @param values null stands as an empty value */
    public static String line(Object... values) {
        return Arrays.stream(values).map(Csv::value).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String value(Object value) {
        String text = value == null ? "" : value.toString();
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
