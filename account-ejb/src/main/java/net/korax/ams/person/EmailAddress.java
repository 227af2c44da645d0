package net.korax.ams.person;

import java.io.Serializable;
import java.net.IDN;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.PanDetector;

/**
 * One mailbox that every mail server can reach: an ASCII local part (RFC 5321 dot-string) at a domain name of at least
 * two labels, which may be international. Nothing that could end a header line or name a second recipient gets through.
 * Its text form hides it.
 *
 * <p>Local parts beyond ASCII would need SMTPUTF8 (RFC 6531) on every server on the way; they are refused with a code
 * of their own. Domains with signs that IDNA 2003 and 2008 translate differently, or that a careless mailer could take for
 * a line end, must be typed in their {@code xn--} form.
 *
 * @param value as typed, without blanks around; shown to people
 */
public record EmailAddress(String value) implements Serializable {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int SHARP_S = 0xDF;
    private static final int FINAL_SIGMA = 0x3C2;
    private static final String LOCAL_SIGNS = "#$&'*+/=?^_`{|}~-.";
    private static final Set<Character.UnicodeScript> LOOKALIKES = EnumSet.of(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARMENIAN,
            Character.UnicodeScript.CHEROKEE);

    /**
     * @throws InvalidValue email.required, email.too-long, email.malformed, email.domain, email.domain-form,
     *     email.mixed-script, email.unicode-local or email.card-number
     */
    public EmailAddress {
        if (value == null || value.isBlank()) {
            throw new InvalidValue("email.required");
        }
        value = value.strip();
        if (value.length() > LONGEST) {
            throw new InvalidValue("email.too-long", LONGEST);
        }
        int at = value.lastIndexOf('@');
        if (at < 1 || !value.codePoints().allMatch(EmailAddress::isHarmless)) {
            throw new InvalidValue("email.malformed");
        }
        checkLocal(value.substring(0, at));
        String domain = asciiDomain(value.substring(at + 1));
        if (at + 1 + domain.length() > LONGEST) {
            throw new InvalidValue("email.too-long", LONGEST);
        }
    }

    /** The form that goes to a mail server: the domain in A-labels, pure ASCII. */
    public String ascii() {
        int at = value.lastIndexOf('@');
        return value.substring(0, at + 1) + asciiDomain(value.substring(at + 1));
    }

    /** Equal for two spellings of one mailbox: case and Unicode form of the domain do not count. Pure ASCII. */
    public String key() {
        return ascii().toLowerCase(Locale.ROOT);
    }

    /** Whether both are the same mailbox, however spelt. */
    public boolean isSameAs(EmailAddress other) {
        return key().equals(other.key());
    }

    @Override
    public String toString() {
        return "EmailAddress";
    }

    /** Its low byte is NUL, LF or CR: a mailer that cuts signs to bytes would end the line there (CVE-2025-7962). */
    private static boolean mayBreakLines(int sign) {
        int low = sign & 0xFF;
        return low == 0x00 || low == 0x0A || low == 0x0D;
    }

    /** No blank, no control, nothing beyond the basic plane. */
    private static boolean isHarmless(int sign) {
        switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return sign <= 0xFFFF;
        }
    }

    private static void checkLocal(String local) {
        if (local.codePoints().anyMatch(EmailAddress::mayBreakLines)) {
            throw new InvalidValue("email.malformed");
        }
        if (local.codePoints().anyMatch(sign -> sign > 127)) {
            throw new InvalidValue("email.unicode-local");
        }
        boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        boolean signs = local.chars()
                .allMatch(sign -> sign < 128 && (Character.isLetterOrDigit(sign) || LOCAL_SIGNS.indexOf(sign) >= 0));
        if (dots || !signs) {
            throw new InvalidValue("email.malformed");
        }
        if (local.length() > LONGEST_LOCAL) {
            throw new InvalidValue("email.too-long", LONGEST_LOCAL);
        }
        if (PanDetector.contains(local)) {
            throw new InvalidValue("email.card-number");
        }
    }

    private static String asciiDomain(String domain) {
        if (domain.codePoints().anyMatch(sign -> mayBreakLines(sign) || sign == SHARP_S || sign == FINAL_SIGMA)) {
            throw new InvalidValue("email.domain-form");
        }
        String ascii;
        String unicode;
        try {
            ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            unicode = IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new InvalidValue("email.domain");
        }
        if (!hasDomainShape(ascii)) {
            throw new InvalidValue("email.domain");
        }
        for (String label : unicode.split("\\.")) {
            checkScripts(label);
        }
        return ascii;
    }

    /** Two labels or more, none empty or longer than 63, and a top-level label that begins with a letter. */
    private static boolean hasDomainShape(String ascii) {
        String[] labels = ascii.split("\\.", -1);
        for (String label : labels) {
            if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
                return false;
            }
        }
        return labels.length > 1 && Character.isLetter(labels[labels.length - 1].charAt(0));
    }

    private static void checkScripts(String label) {
        long scripts = label.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .filter(LOOKALIKES::contains)
                .distinct()
                .count();
        if (scripts > 1) {
            throw new InvalidValue("email.mixed-script");
        }
    }
}
