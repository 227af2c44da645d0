package net.korax.ams.identity;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.PanDetector;

/**
 * The unique name that somebody logs in with (P08): 3 to 40 letters and digits of any script, and {@code . _ -} inside.
 * Shown as typed, compared by {@link #key()}. Its text form hides it.
 */
public record UserName(String value) implements Serializable {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 40;

    /**
     * A Latin letter, then the signs that are taken for it: the lower-case Cyrillic, Greek, Armenian and Latin ones and
     * the digits, the common part of the confusables of Unicode TS 39.
     */
    private static final Map<Integer, Integer> LOOKALIKES = lookalikes(
            "a\u0430\u03B1\u0251",
            "b\u0432\u03B2\u044C",
            "c\u0441",
            "d\u0501",
            "e\u0435\u03B5",
            "f\u0493\u0584",
            "g\u0261\u0581",
            "h\u04BB\u043D\u0570",
            "i\u0456\u03B9\u0269\u0131",
            "j\u0458\u03F3",
            "k\u043A\u03BA",
            "l1\u04CF",
            "m\u043C\u03BC",
            "n\u03B7\u0578",
            "o0\u043E\u03BF\u0585\u03C3",
            "p\u0440\u03C1",
            "q\u051B\u0566",
            "r\u0433",
            "s\u0455",
            "t\u0442\u03C4",
            "u\u03C5\u057D",
            "v\u0475\u03BD",
            "w\u051D\u03C9\u0561",
            "x\u0445\u03C7",
            "y\u0443\u04AF\u03B3\u028F",
            "z\u03B6");

    /** @throws InvalidValue user-name.required, .too-short, .too-long, .characters or .card-number */
    public UserName {
        if (value == null || value.isBlank()) {
            throw new InvalidValue("user-name.required");
        }
        if (value.length() > 4 * LONGEST) {
            throw new InvalidValue("user-name.too-long", LONGEST);
        }
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        String compatible = Normalizer.normalize(value, Normalizer.Form.NFKC);
        if (!value.codePoints().allMatch(UserName::isAllowed)
                || !compatible.codePoints().allMatch(UserName::isAllowed)) {
            throw new InvalidValue("user-name.characters");
        }
        int length = value.codePointCount(0, value.length());
        if (length < SHORTEST) {
            throw new InvalidValue("user-name.too-short", SHORTEST);
        }
        if (length > LONGEST || compatible.codePointCount(0, compatible.length()) > LONGEST) {
            throw new InvalidValue("user-name.too-long", LONGEST);
        }
        if (!Character.isLetterOrDigit(value.codePointAt(0))
                || !Character.isLetterOrDigit(value.codePointBefore(value.length()))) {
            throw new InvalidValue("user-name.characters");
        }
        if (PanDetector.contains(value)) {
            throw new InvalidValue("user-name.card-number");
        }
    }

    /**
     * Equal for names that a person could take for one another: other case, Unicode form or look-alike letters. At most
     * three times as long as a name.
     */
    public String key() {
        String compatible = Normalizer.normalize(value, Normalizer.Form.NFKC);
        String folded =
                compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace("i\u0307", "i");
        StringBuilder skeleton = new StringBuilder(folded.length());
        folded.codePoints().map(UserName::skeleton).forEach(skeleton::appendCodePoint);
        return Normalizer.normalize(skeleton, Normalizer.Form.NFKC);
    }

    @Override
    public String toString() {
        return "UserName";
    }

    private static boolean isAllowed(int sign) {
        return Character.isLetterOrDigit(sign) || sign == '.' || sign == '_' || sign == '-';
    }

    private static int skeleton(int sign) {
        int ascii = Character.isDigit(sign) ? '0' + Character.digit(sign, 10) : sign;
        return LOOKALIKES.getOrDefault(ascii, ascii);
    }

    private static Map<Integer, Integer> lookalikes(String... rows) {
        Map<Integer, Integer> latin = new HashMap<>();
        for (String row : rows) {
            row.codePoints().skip(1).forEach(sign -> latin.put(sign, row.codePointAt(0)));
        }
        return Map.copyOf(latin);
    }
}
