package net.korax.ams.person;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @CsvSource({
        "+49 30 123456,,+4930123456",
        "+49 (0)30 123456,,+4930123456",
        "030/123456,DE,+4930123456",
        "0049 30 123456,DE,+4930123456",
        "+1 (650) 253-0000,DE,+16502530000",
        "(650) 253-0000,US,+16502530000",
        "tel:+4930123456,,+4930123456",
        "TEL:+49-30-123456,,+4930123456",
        "＋４９ ３０ １２３４５６,,+4930123456",
        "\u202A+49 30 123456\u202C,,+4930123456",
        "\u200F+49 30 123456,,+4930123456",
        "+49\u00A030\u00A0123456,,+4930123456"
    })
    @Tag("P11")
    void usualSpellings_giveTheInternationalForm(String typed, String region, String e164) {
        assertEquals(e164, PhoneNumber.of(typed, region).e164());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+290 22158", "+683 4002", "+49 1575 1234567", "+43 1 5880 1234", "+86 138 0013 8000"})
    void shortAndLongNumbersOfTheWorld_areTaken(String typed) {
        assertEquals(typed.replace(" ", ""), PhoneNumber.of(typed, null).e164());
    }

    @Test
    void fifteenDigitsAreTheLimitOfTheWorld() {
        assertEquals("+123456789012345", new PhoneNumber("+123456789012345").e164());
        assertRefused("phone.malformed", () -> new PhoneNumber("+1234567890123456"));
        assertRefused("phone.malformed", () -> PhoneNumber.of("+49 30 1234567890123456", null));
    }

    @Test
    void internationalForm_isWhatTheLibraryMakesOfIt_everywhere() throws NumberParseException {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        int compared = 0;
        for (String region : numbers.getSupportedRegions()) {
            for (PhoneNumberType type : PhoneNumberType.values()) {
                Phonenumber.PhoneNumber example = numbers.getExampleNumberForType(region, type);
                String e164 = example == null ? "" : numbers.format(example, PhoneNumberFormat.E164);
                if (e164.matches("\\+[1-9][0-9]{6,14}")) {
                    String wanted = numbers.format(numbers.parse(e164, null), PhoneNumberFormat.INTERNATIONAL);
                    assertEquals(wanted, new PhoneNumber(e164).international(), region + " " + type);
                    compared++;
                }
            }
        }
        assertTrue(compared > 500, compared + " compared");
        assertEquals("+2100000000", new PhoneNumber("+2100000000").international(), "nobody has this code");
    }

    @Test
    void internationalFormIsForReading() {
        assertEquals("+49 30 123456", PhoneNumber.of("030123456", "DE").international());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void nothingTyped_isRefused(String typed) {
        assertRefused("phone.required", () -> PhoneNumber.of(typed, "DE"));
    }

    @ParameterizedTest
    @CsvSource({
        "+,phone.malformed",
        "++,phone.malformed",
        "1,phone.malformed",
        "-,phone.malformed",
        "+999 123456789,phone.malformed",
        "+4930,phone.unknown",
        "112,phone.unknown",
        "110,phone.unknown",
        "911,phone.unknown",
        "118 118,phone.unknown",
        "0900 1234567,phone.premium",
        "0800 FLOWERS,phone.characters",
        "1-800-FLOWERS,phone.characters",
        "<script>,phone.characters",
        "+49 30 123456;ext=5,phone.extension",
        "+49 30 123456 ext. 5,phone.extension",
        "+49 30 123456 x5,phone.extension",
        "+1234567890123456,phone.unknown"
    })
    void whatCannotBeDialled_isRefused(String typed, String code) {
        assertRefused(code, () -> PhoneNumber.of(typed, "DE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 30 12\u000034", "+49 30\r\n123456", "+49 30 123456\u001B[2J", "+49 30\u0085123456"})
    void controlSigns_areRefused(String typed) {
        assertRefused("phone.characters", () -> PhoneNumber.of(typed, "DE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"030 123456", "0049 30 123456"})
    void nationalNumberWithoutRegion_isRefused(String typed) {
        assertRefused("phone.region", () -> PhoneNumber.of(typed, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"378282246310005", "30569309025904", "4222222222222", "4111 1111 1111 1111", "٤١١١١١١١١١١١١١١١"})
    void cardNumber_isRefused(String typed) {
        assertRefused("phone.card-number", () -> PhoneNumber.of(typed, "DE"));
    }

    @Test
    void hugeInput_isRefusedFast() {
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertRefused("phone.too-long", () -> PhoneNumber.of("1".repeat(10_000_000), "DE")));
        assertRefused("phone.too-long", () -> PhoneNumber.of("+49 30 " + "1".repeat(243), "DE"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "4930123456", "+0", "+1234567890123456", "+49 30 123456", "+49a"})
    void storedFormThatIsNotE164_isRefused(String stored) {
        assertRefused("phone.malformed", () -> new PhoneNumber(stored));
    }

    @Test
    void textFormHidesTheNumber() {
        assertEquals("PhoneNumber", new PhoneNumber("+4930123456").toString());
    }
}
