package net.korax.ams.shared;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Finds card numbers where they do not belong: free text, names, log records. Digits of every script count, invisible
 * signs, spaces and the usual punctuation between them do not. A find is a window of whole digit groups, 13 to 19
 * digits together, that has a known issuer range, a length of that scheme and a right check digit.
 *
 * <p>Takes time linear in the text: each group starts at most nineteen windows, and there is no regular expression.
 * Limits: a number split over two fields, written in words or base64 is not found.
 */
public final class PanDetector {

    private static final int KEPT = 4;
    private static final char MASK = '*';

    private PanDetector() {}

    /** @param text null counts as empty */
    public static boolean contains(CharSequence text) {
        return text != null && new Scan(text).find(false);
    }

    /** The text with all but the last four digits of each card number replaced by {@code *}; null stays null. */
    public static String mask(CharSequence text) {
        if (text == null) {
            return null;
        }
        Scan scan = new Scan(text);
        return scan.find(true) ? scan.masked() : text.toString();
    }

    /** One pass over one text: first the digits with their places and group borders, then the windows. */
    private static final class Scan {

        private final CharSequence text;
        private byte[] digits = new byte[64];
        private int[] places = new int[64];
        private boolean[] startsGroup = new boolean[64];
        private boolean[] startsRun = new boolean[64];
        private int count;
        private boolean[] hidden;

        Scan(CharSequence text) {
            this.text = text;
            boolean newRun = true;
            boolean newGroup = true;
            int length = text.length();
            for (int i = 0; i < length; ) {
                int sign = Character.codePointAt(text, i);
                int before = count;
                boolean separator = false;
                if (sign >= '0' && sign <= '9') {
                    add(sign - '0', i, newGroup, newRun);
                } else {
                    separator = separates(sign);
                    if (!separator && sign > 127) {
                        addFolded(sign, i, newGroup, newRun);
                    }
                }
                if (count > before) {
                    newRun = false;
                    newGroup = false;
                } else {
                    newGroup = true;
                    newRun |= !separator;
                }
                i += Character.charCount(sign);
            }
        }

        boolean find(boolean all) {
            boolean found = false;
            for (int from = 0; from < count; from++) {
                if (startsGroup[from]) {
                    found |= findFrom(from);
                    if (found && !all) {
                        return true;
                    }
                }
            }
            return found;
        }

        private boolean findFrom(int from) {
            boolean found = false;
            for (int end = from + 1; end <= count && end - from <= PanShape.LONGEST; end++) {
                boolean runEnds = end == count || startsRun[end];
                boolean groupEnds = runEnds || startsGroup[end];
                int length = end - from;
                if (groupEnds && length >= PanShape.SHORTEST && PanShape.isPan(digits, from, length)) {
                    hide(from, end - KEPT);
                    found = true;
                }
                if (runEnds) {
                    break;
                }
            }
            return found;
        }

        private void hide(int from, int to) {
            if (hidden == null) {
                hidden = new boolean[count];
            }
            Arrays.fill(hidden, from, to, true);
        }

        String masked() {
            StringBuilder out = new StringBuilder(text.length());
            int next = 0;
            for (int i = 0; i < text.length(); ) {
                int width = Character.charCount(Character.codePointAt(text, i));
                boolean hide = false;
                for (; next < count && places[next] == i; next++) {
                    hide |= hidden[next];
                }
                if (hide) {
                    out.append(MASK);
                } else {
                    out.append(text, i, i + width);
                }
                i += width;
            }
            return out.toString();
        }

        private void addFolded(int sign, int place, boolean newGroup, boolean newRun) {
            int digit = Character.digit(sign, 10);
            if (digit >= 0 && Character.isDigit(sign)) {
                add(digit, place, newGroup, newRun);
            } else if (Character.getType(sign) == Character.OTHER_NUMBER) {
                boolean first = true;
                for (char folded : Normalizer.normalize(Character.toString(sign), Normalizer.Form.NFKC)
                        .toCharArray()) {
                    if (folded >= '0' && folded <= '9') {
                        add(folded - '0', place, first && newGroup, first && newRun);
                        first = false;
                    }
                }
            }
        }

        private void add(int digit, int place, boolean newGroup, boolean newRun) {
            if (count == digits.length) {
                digits = Arrays.copyOf(digits, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
                startsGroup = Arrays.copyOf(startsGroup, 2 * count);
                startsRun = Arrays.copyOf(startsRun, 2 * count);
            }
            digits[count] = (byte) digit;
            places[count] = place;
            startsGroup[count] = newGroup || newRun;
            startsRun[count] = newRun;
            count++;
        }

        private static boolean separates(int sign) {
            switch (sign) {
                case ' ', '\t', '.', '_', '-', '/', ',', '\uFF0E', '\uFF3F', '\uFF0F', '\uFF0C', '\u2212':
                    return true;
                default:
                    return sign > 127 && separatesByKind(Character.getType(sign));
            }
        }

        private static boolean separatesByKind(int kind) {
            return kind == Character.SPACE_SEPARATOR
                    || kind == Character.LINE_SEPARATOR
                    || kind == Character.PARAGRAPH_SEPARATOR
                    || kind == Character.FORMAT
                    || kind == Character.DASH_PUNCTUATION;
        }
    }
}
