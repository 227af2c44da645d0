package net.korax.ams.shared;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The gate for everything that people type as text. What comes out is NFC, has no blank or invisible ends, no control
 * signs, no direction overrides, no halves of a sign, and no card number. Markup and formulas are let through
 * unchanged: they are harmless in storage and are escaped where they are shown.
 */
public final class FreeText {

    private static final int PAN_LENGTH = PanShape.SHORTEST;

    private FreeText() {}

    /**
     * One line that must be there.
     *
     * @param maxLength in code points, after trimming
     * @param codePrefix of the refusals {@code .required}, {@code .too-long}, {@code .characters}
     * @throws InvalidValue also {@code text.card-number}
     */
    public static String of(String typed, int maxLength, String codePrefix) {
        return optional(typed, maxLength, codePrefix).orElseThrow(() -> new InvalidValue(codePrefix + ".required"));
    }

    /** As {@link #of}, but nothing typed is fine. */
    public static Optional<String> optional(String typed, int maxLength, String codePrefix) {
        return clean(typed, maxLength, codePrefix, false);
    }

    /** As {@link #of} for notes of several lines; every kind of line end becomes {@code \n}. */
    public static String lines(String typed, int maxLength, String codePrefix) {
        String unified = typed == null ? null : typed.replace("\r\n", "\n").replace('\r', '\n');
        return clean(unified, maxLength, codePrefix, true)
                .orElseThrow(() -> new InvalidValue(codePrefix + ".required"));
    }

    /** As {@link #of} for names, which have no business with 13 digits or more, whether they are a valid PAN or not. */
    public static String name(String typed, int maxLength, String codePrefix) {
        String name = of(typed, maxLength, codePrefix);
        if (name.codePoints().filter(Character::isDigit).count() >= PAN_LENGTH) {
            throw new InvalidValue("text.card-number");
        }
        return name;
    }

    /** The first letter of each word, the rest hidden behind dots; for names that may not be shown in full. */
    public static String initials(String name) {
        return Arrays.stream(name.split("\\s+"))
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)) + "•••")
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> clean(String typed, int maxLength, String codePrefix, boolean severalLines) {
        if (typed == null) {
            return Optional.empty();
        }
        if (typed.length() > 4L * maxLength + 64) {
            throw new InvalidValue(codePrefix + ".too-long", maxLength);
        }
        if (!typed.codePoints().allMatch(sign -> isText(sign) || isBlank(sign))) {
            throw new InvalidValue(codePrefix + ".characters");
        }
        String text = strip(Normalizer.normalize(typed, Normalizer.Form.NFC));
        if (!text.codePoints().allMatch(sign -> isText(sign) || (severalLines && sign == '\n'))) {
            throw new InvalidValue(codePrefix + ".characters");
        }
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw new InvalidValue(codePrefix + ".too-long", maxLength);
        }
        if (PanDetector.contains(text)) {
            throw new InvalidValue("text.card-number");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Blank signs may stand at the ends, where they are taken off; within the text only those that are text. */
    private static boolean isBlank(int sign) {
        return Character.isWhitespace(sign) || isInvisible(sign);
    }

    private static boolean isInvisible(int sign) {
        return sign == 0x200B || sign == 0x200E || sign == 0x200F || sign == 0x2060 || sign == 0xFEFF;
    }

    private static boolean isText(int sign) {
        switch (Character.getType(sign)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR:
                return false;
            case Character.UNASSIGNED:
                return !isNonCharacter(sign);
            default:
                return !isInvisible(sign) && !isDirectionControl(sign);
        }
    }

    private static boolean isNonCharacter(int sign) {
        return (sign & 0xFFFE) == 0xFFFE || (sign >= 0xFDD0 && sign <= 0xFDEF);
    }

    private static boolean isDirectionControl(int sign) {
        return sign == 0x061C || (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069);
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isStrippable(text.charAt(from))) {
            from++;
        }
        while (to > from && isStrippable(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isStrippable(char sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || isInvisible(sign);
    }
}
