package net.korax.ams.shared;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What makes digits a PAN: a known issuer range, a length that this scheme uses, and the Luhn check digit. One table,
 * read by the card value types and by {@link PanDetector}, so that both agree on what a card number is.
 *
 * <p>Where ranges overlap the longer prefix wins. Maestro's 12-digit numbers are left out: no issuer hands out new
 * ones and every 12-digit order number would be suspect.
 */
public final class PanShape {

    public static final int SHORTEST = 13;
    public static final int LONGEST = 19;

    private static final int PREFIX_DIGITS = 8;

    private static final List<Range> RANGES = List.of(
            new Range("VISA", "4", "4", 13, 16, 19),
            new Range("MASTERCARD", "51", "55", 16),
            new Range("MASTERCARD", "222100", "272099", 16),
            new Range("AMEX", "34", "34", 15),
            new Range("AMEX", "37", "37", 15),
            new Range("DISCOVER", "6011", "6011", 16, 17, 18, 19),
            new Range("DISCOVER", "644", "649", 16, 17, 18, 19),
            new Range("DISCOVER", "65", "65", 16, 17, 18, 19),
            new Range("DINERS", "300", "305", 14, 15, 16, 17, 18, 19),
            new Range("DINERS", "3095", "3095", 14, 15, 16, 17, 18, 19),
            new Range("DINERS", "36", "36", 14, 15, 16, 17, 18, 19),
            new Range("DINERS", "38", "39", 14, 15, 16, 17, 18, 19),
            new Range("JCB", "3528", "3589", 16, 17, 18, 19),
            new Range("UNIONPAY", "62", "62", 16, 17, 18, 19),
            new Range("UNIONPAY", "8100", "8171", 16, 17, 18, 19),
            new Range("MAESTRO", "5018", "5018", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "5020", "5020", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "5038", "5038", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "5893", "5893", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "6304", "6304", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "6390", "6390", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "6759", "6759", 13, 14, 15, 16, 17, 18, 19),
            new Range("MAESTRO", "6761", "6763", 13, 14, 15, 16, 17, 18, 19));

    private PanShape() {}

    /**
     * The scheme whose issuer range these digits begin with, whatever their length; empty when unknown.
     *
     * @param digits values 0 to 9
     */
    public static Optional<String> scheme(byte[] digits, int from, int length) {
        return range(digits, from, length).map(Range::scheme);
    }

    /** Whether the scheme of these digits issues numbers of this length. */
    public static boolean hasIssuedLength(byte[] digits, int from, int length) {
        return range(digits, from, length)
                .filter(range -> range.allowsLength(length))
                .isPresent();
    }

    /** ISO/IEC 7812-1 annex B. */
    public static boolean passesLuhn(byte[] digits, int from, int length) {
        int sum = 0;
        for (int position = 0; position < length; position++) {
            int digit = digits[from + length - 1 - position];
            int weighted = position % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    static boolean isPan(byte[] digits, int from, int length) {
        return passesLuhn(digits, from, length) && hasIssuedLength(digits, from, length);
    }

    private static Optional<Range> range(byte[] digits, int from, int length) {
        if (length < PREFIX_DIGITS) {
            return Optional.empty();
        }
        int prefix = 0;
        for (int i = 0; i < PREFIX_DIGITS; i++) {
            prefix = prefix * 10 + digits[from + i];
        }
        Range best = null;
        for (Range range : RANGES) {
            if (range.covers(prefix) && (best == null || range.prefixLength > best.prefixLength)) {
                best = range;
            }
        }
        return Optional.ofNullable(best);
    }

    private static final class Range {

        private final String scheme;
        private final int prefixLength;
        private final int first;
        private final int last;
        private final int[] lengths;

        Range(String scheme, String first, String last, int... lengths) {
            this.scheme = scheme;
            this.prefixLength = first.length();
            this.first = Integer.parseInt(first + "0".repeat(PREFIX_DIGITS - first.length()));
            this.last = Integer.parseInt(last + "9".repeat(PREFIX_DIGITS - last.length()));
            this.lengths = lengths;
        }

        String scheme() {
            return scheme;
        }

        boolean covers(int prefix) {
            return first <= prefix && prefix <= last;
        }

        boolean allowsLength(int length) {
            return Arrays.stream(lengths).anyMatch(allowed -> allowed == length);
        }
    }
}
