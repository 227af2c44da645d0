package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.Serializable;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All numbers are published test numbers. */
class PanTest {

    @ParameterizedTest
    @CsvSource({
        "4111111111111111,VISA",
        "4012888888881881,VISA",
        "4222222222222,VISA",
        "4000000000000000006,VISA",
        "5555555555554444,MASTERCARD",
        "2223003122003222,MASTERCARD",
        "378282246310005,AMEX",
        "371449635398431,AMEX",
        "6011111111111117,DISCOVER",
        "30569309025904,DINERS",
        "3530111333300000,JCB",
        "6200000000000005,UNIONPAY",
        "6205500000000000004,UNIONPAY",
        "6759649826438453,MAESTRO"
    })
    void testNumberOfEachScheme_isAccepted(String typed, CardBrand brand) {
        try (Pan pan = Pan.of(typed)) {
            assertEquals(brand, pan.brand());
            assertEquals(typed.substring(typed.length() - 4), pan.last4());
            assertEquals("**** " + pan.last4(), pan.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 4111 1111 1111 1111 ",
                "4111\u00A01111\u00A01111\u00A01111",
                "4111\u20091111\u20091111\u20091111",
                "4111-1111-1111-1111",
                "4111\u20131111\u20131111\u20131111",
                "4111.1111.1111.1111",
                "4111\t1111\t1111\t1111",
                "4111 - 1111 - 1111 - 1111",
                "\u200B4111111111111111\uFEFF",
                "\u200F4111111111111111\u200E",
                "４１１１１１１１１１１１１１１１",
                "٤١١١١١١١١١١١١١١١"
            })
    void separatorsAndForeignDigits_giveTheSameNumber(String typed) {
        try (Pan pan = Pan.of(typed);
                Pan plain = Pan.of("4111111111111111")) {
            assertArrayEquals(plain.digits(), pan.digits());
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u200B", "\t"})
    void nothingTyped_isRefused(String typed) {
        assertRefused("pan.required", () -> Pan.of(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111O11111111111",
                "411111111111l111",
                "4.1E15",
                "+4111111111111111",
                "-4111111111111111",
                "4111111111111111-",
                ".4111111111111111",
                "0x4111111111111111",
                "4111111111111111;",
                "4111\u0000111111111111",
                "4111\n111111111111",
                "4111\u202E111111111111",
                "4111\u2028111111111111",
                "4111,1111,1111,1111",
                "' OR 1=1--",
                "#{7*7}",
                "<b>4111</b>",
                "①",
                "\uD8354111"
            })
    void signsThatAreNoCardNumber_areRefused(String typed) {
        assertRefused("pan.characters", () -> Pan.of(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "411111111111",
                "41111111111111111111",
                "3782822463100050",
                "41111111111111",
                "55555555555544",
                "378282246310005000"
            })
    void wrongLength_isRefused(String typed) {
        assertRefused("pan.length", () -> Pan.of(typed));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1000, 10_000_000})
    void hugeInput_isRefusedFast(int length) {
        String typed = "4".repeat(length);
        assertTimeout(Duration.ofSeconds(2), () -> assertRefused("pan.length", () -> Pan.of(typed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000",
                "1111111111111117",
                "2220990000000000",
                "2721000000000000",
                "9999999999999995"
            })
    void unknownIssuer_isRefused(String typed) {
        assertRefused("pan.unknown-brand", () -> Pan.of(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111112", "378282246310006", "4111111111111101", "1411111111111111"})
    void wrongCheckDigitOrIssuer_isRefused(String typed) {
        assertRefused(typed.startsWith("1") ? "pan.unknown-brand" : "pan.luhn", () -> Pan.of(typed));
    }

    @Test
    void closedNumber_givesNothingAway() {
        Pan pan = Pan.of("4111111111111111");
        pan.close();
        assertEquals("****", pan.toString());
        assertThrows(IllegalStateException.class, pan::last4);
        assertThrows(IllegalStateException.class, pan::digits);
    }

    @Test
    void digitsAreACopy() {
        try (Pan pan = Pan.of("4111111111111111")) {
            pan.digits()[0] = 9;
            assertEquals(4, pan.digits()[0]);
        }
    }

    @Test
    void numberIsNeitherComparableNorSerialisable() {
        try (Pan one = Pan.of("4111111111111111");
                Pan other = Pan.of("4111111111111111")) {
            assertNotEquals(one, other);
            assertFalse(Serializable.class.isAssignableFrom(Pan.class));
        }
    }

    @Test
    void digitsFromTheVault_areCheckedAgain() {
        try (Pan typed = Pan.of("4111111111111111");
                Pan opened = Pan.ofDigits(typed.digits())) {
            assertEquals("1111", opened.last4());
        }
        assertRefused("pan.length", () -> Pan.ofDigits(new byte[] {4, 1}));
    }
}
