package net.korax.ams.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.shared.InvalidValue;

/**
 * What a new password must be: 12 to 128 code points, exactly as typed, and not one that is guessed first. For customers no rules on
 * kinds of signs and no expiry, which make people choose worse (ASVS 6.2). Two lists are bundled, so that nothing is asked of a server
 * elsewhere: common words of our own, and thirty thousand passwords that became known in break-ins, the most frequent first, which are
 * put beside this class when the project is built.
 */
public final class PasswordPolicy {

    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;

    private static final int SHORT_WORD = 3;
    private static final Set<String> COMMON = common();

    private PasswordPolicy() {}

    /**
     * @param userName whose password it is to be; may be null when not yet known
     * @throws InvalidValue password.required, .too-short, .too-long, .characters (halves of a sign, NUL), .common or
     *     .context (holds the user name or the product's)
     */
    public static void check(String password, UserName userName) {
        if (password == null || password.isEmpty()) {
            throw new InvalidValue("password.required");
        }
        if (password.length() > 2 * LONGEST) {
            throw new InvalidValue("password.too-long", LONGEST);
        }
        if (password.codePoints().anyMatch(sign -> sign == 0 || Character.getType(sign) == Character.SURROGATE)) {
            throw new InvalidValue("password.characters");
        }
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            throw new InvalidValue("password.too-short", SHORTEST);
        }
        if (length > LONGEST) {
            throw new InvalidValue("password.too-long", LONGEST);
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (holds(folded, "korax") || holds(folded, "ams") || holdsName(folded, userName)) {
            throw new InvalidValue("password.context");
        }
        if (isCommon(folded)) {
            throw new InvalidValue("password.common");
        }
    }

    /**
     * The same for a member of staff, whose password needs letters and digits besides (PCI 8.3.6).
     *
     * @throws InvalidValue as {@link #check}, and {@code password.letters-and-digits}
     */
    public static void checkOfStaff(String password, UserName userName) {
        check(password, userName);
        if (password.codePoints().noneMatch(Character::isLetter)
                || password.codePoints().noneMatch(Character::isDigit)) {
            throw new InvalidValue("password.letters-and-digits");
        }
    }

    private static boolean holdsName(String folded, UserName userName) {
        return userName != null
                && (holds(folded, userName.value().toLowerCase(Locale.ROOT)) || holds(folded, userName.key()));
    }

    /** A word of three letters or fewer counts only where it stands alone: "ams" is not in "streams". */
    private static boolean holds(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean alone = (at == 0 || !Character.isLetter(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetter(text.charAt(end)));
            if (alone || word.length() > SHORT_WORD) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCommon(String folded) {
        String plain = unleet(folded);
        return COMMON.contains(folded)
                || COMMON.contains(plain)
                || COMMON.contains(core(folded))
                || COMMON.contains(core(plain))
                || COMMON.contains(unleet(core(folded)))
                || isRepeated(folded)
                || isRepeatedWord(core(folded))
                || isSequence(folded);
    }

    /** The word within decoration: digits and punctuation at both ends do not make a common word a good one. */
    private static String core(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && !Character.isLetter(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetter(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String unleet(String text) {
        String leet = "013457@$!";
        String letters = "oieastasi";
        StringBuilder plain = new StringBuilder(text.length());
        for (char sign : text.toCharArray()) {
            int at = leet.indexOf(sign);
            plain.append(at < 0 ? sign : letters.charAt(at));
        }
        return plain.toString();
    }

    /** One short pattern again and again, the last time perhaps cut off. */
    private static boolean isRepeated(String text) {
        for (int period = 1; period < SHORTEST && 2 * period <= text.length(); period++) {
            if (text.startsWith(text.substring(period))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRepeatedWord(String core) {
        return core.length() >= 2 * SHORT_WORD && isRepeated(core);
    }

    /** Runs such as 123456789012 or zyxwvutsrqponm, around the end of the digits or the alphabet as well. */
    private static boolean isSequence(String text) {
        int steps = 0;
        for (int i = 1; i < text.length(); i++) {
            int step = text.charAt(i) - text.charAt(i - 1);
            if (Math.abs(step) <= 1 || Math.abs(step) == 9 || Math.abs(step) == 25) {
                steps++;
            }
        }
        return steps >= text.length() - 2;
    }

    private static Set<String> common() {
        return Stream.of("common-passwords.txt", "breached-passwords.txt")
                .flatMap(list -> read(list).stream())
                .filter(word -> word.length() > SHORT_WORD)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> read(String list) {
        try (InputStream in = PasswordPolicy.class.getResourceAsStream(list);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
