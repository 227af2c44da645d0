package net.korax.ams.person;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.io.Serializable;
import java.util.regex.Pattern;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.PanDetector;

/**
 * A phone or fax number that can be dialled from anywhere (P11). Held in E.164: {@code +} and at most 15 digits. Its
 * text form hides it.
 */
public record PhoneNumber(String e164) implements Serializable {

    private static final int LONGEST_TYPED = 50;
    private static final int LONGEST_CALLING_CODE = 3;
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    public PhoneNumber {
        if (e164 == null || !E164.matcher(e164).matches()) {
            throw new InvalidValue("phone.malformed");
        }
    }

    /**
     * @param defaultRegion ISO country in which a number without {@code +} is dialled; null when unknown
     * @throws InvalidValue phone.required, phone.too-long, phone.characters, phone.malformed, phone.region (a national
     *     number without a region), phone.extension, phone.unknown (no such number, a short or an emergency one),
     *     phone.premium, or phone.card-number
     */
    public static PhoneNumber of(String typed, String defaultRegion) {
        if (typed == null || typed.isBlank()) {
            throw new InvalidValue("phone.required");
        }
        if (typed.length() > LONGEST_TYPED) {
            throw new InvalidValue("phone.too-long", LONGEST_TYPED);
        }
        String text = bare(typed);
        if (!text.startsWith("+") && PanDetector.contains(text)) {
            throw new InvalidValue("phone.card-number");
        }
        Phonenumber.PhoneNumber parsed = parse(text, defaultRegion);
        if (parsed.hasExtension()) {
            throw new InvalidValue("phone.extension");
        }
        if (!NUMBERS.isValidNumber(parsed)) {
            throw new InvalidValue("phone.unknown");
        }
        if (NUMBERS.getNumberType(parsed) == PhoneNumberType.PREMIUM_RATE) {
            throw new InvalidValue("phone.premium");
        }
        return new PhoneNumber(NUMBERS.format(parsed, PhoneNumberFormat.E164));
    }

    /** For reading, in groups: {@code +49 30 123456}. */
    public String international() {
        for (int end = 2; end <= LONGEST_CALLING_CODE + 1; end++) {
            int code = Integer.parseInt(e164.substring(1, end));
            if (NUMBERS.getSupportedCallingCodes().contains(code)) {
                return NUMBERS.format(within(code, e164.substring(end)), PhoneNumberFormat.INTERNATIONAL);
            }
        }
        return e164;
    }

    /** What parsing would come to, for a number that is in E.164: it would look for what people type, again and again for each page. */
    private static Phonenumber.PhoneNumber within(int callingCode, String national) {
        int zeros = 0;
        while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
            zeros++;
        }
        return new Phonenumber.PhoneNumber()
                .setCountryCode(callingCode)
                .setNationalNumber(Long.parseLong(national))
                .setItalianLeadingZero(zeros > 0)
                .setNumberOfLeadingZeros(Math.max(1, zeros));
    }

    @Override
    public String toString() {
        return "PhoneNumber";
    }

    private static String bare(String typed) {
        StringBuilder text = new StringBuilder(typed.length());
        typed.codePoints()
                .filter(sign -> Character.getType(sign) != Character.FORMAT)
                .forEach(text::appendCodePoint);
        String stripped = text.toString().strip();
        boolean link = stripped.regionMatches(true, 0, "tel:", 0, 4);
        String number = link ? stripped.substring(4) : stripped;
        if (number.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("phone.characters");
        }
        return number;
    }

    private static Phonenumber.PhoneNumber parse(String text, String defaultRegion) {
        String digits = text.replaceFirst("(?i)( ?;? ?(ext|x)[.=:]? ?[0-9]{1,7})$", "");
        if (digits.codePoints().anyMatch(Character::isLetter)) {
            throw new InvalidValue("phone.characters");
        }
        try {
            return NUMBERS.parse(text, defaultRegion);
        } catch (NumberParseException refused) {
            boolean noRegion = refused.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE;
            throw new InvalidValue(noRegion && !text.startsWith("+") ? "phone.region" : "phone.malformed");
        }
    }
}
