package net.korax.ams.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PAN where it does not belong: the detector's catalogue. All numbers are published test numbers. */
class PanDetectorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4222222222222",
                "4000000000000000006",
                "2223003122003222",
                "378282246310005",
                "30569309025904",
                "3530111333300000",
                "6205500000000000004",
                "6759649826438453",
                "my card is 4111 1111 1111 1111, thanks",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "4111_1111_1111_1111",
                "4111/1111/1111/1111",
                "4111,1111,1111,1111",
                "4111\t1111\t1111\t1111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "4111    -   1111 -- 1111 1111",
                "4111\u00A01111\u00A01111\u00A01111",
                "4111\u20091111\u20091111\u20091111",
                "4111\u200B1111\u200B1111\u200B1111",
                "4111\u202F1111\u202F1111\u202F1111",
                "4111\u2028111111111111",
                "4111\u202E111111111111",
                "4111\u3000111111111111",
                "4111\u2013111111111111",
                "4111\u2014111111111111",
                "4111\uFEFF111111111111",
                "4111\u00AD111111111111",
                "４１１１１１１１１１１１１１１１",
                "٤١١١١١١١١١١١١١١١",
                "④①①①①①①①①①①①①①①①",
                "⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹",
                "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
                "order 12 4111 1111 1111 1111",
                "4111 1111 1111 1111 12/29",
                "2026-11-24 4111111111111111",
                "x4111111111111111y",
                "{\"4111111111111111\":1}",
                "/search?q=4111111111111111&p=1",
                "4111111111111111@example.org",
                "card-4111111111111111.pdf",
                "0049 30 123456; 4111111111111111"
            })
    void cardNumberWithinText_isFound(String text) {
        assertTrue(PanDetector.contains(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no digits",
                "4111111111111112",
                "411111111111",
                "41111111111111110",
                "0000000000000000",
                "1111111111111117",
                "00004111111111111111",
                "41111111111111114111111111111111",
                "4111 1111; 1111 1111",
                "4111 1111 1111 x 1111",
                "+49 30 123456",
                "DE89370400440532013000",
                "2026-11-24T12:00:00.123456Z",
                "550e8400-e29b-41d4-a716-446655440000",
                "3782822463100050"
            })
    void otherDigits_areLeftAlone(String text) {
        assertFalse(PanDetector.contains(text));
        assertEquals(text, PanDetector.mask(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pay 4111 1111 1111 1111 now|pay **** **** **** 1111 now",
                "4111-1111-1111-1111|****-****-****-1111",
                "x378282246310005y|x***********0005y",
                "4111111111111111 and 5555555555554444|************1111 and ************4444",
                "４１１１１１１１１１１１１１１１|************１１１１",
                "order 12 4111111111111111|order 12 ************1111"
            })
    void maskKeepsTheLastFourAndEverythingElse(String text, String masked) {
        assertEquals(masked, PanDetector.mask(text));
        assertFalse(PanDetector.contains(PanDetector.mask(text)));
    }

    @Test
    void nullHoldsNothing() {
        assertFalse(PanDetector.contains(null));
        assertNull(PanDetector.mask(null));
    }

    /** Against the rule read literally: every window, quadratic and slow, over many short random texts. */
    @Test
    void detectorAgreesWithTheRuleReadLiterally() {
        Random random = new Random(20261124);
        int found = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder("4");
            int length = 13 + random.nextInt(14);
            for (int i = 0; i < length; i++) {
                int sign = random.nextInt(40);
                text.append(sign == 0 ? ';' : sign < 4 ? ' ' : sign < 6 ? '-' : (char) ('0' + random.nextInt(10)));
            }
            boolean expected = holdsPanReadLiterally(text.toString());
            assertEquals(expected, PanDetector.contains(text), text::toString);
            found += expected ? 1 : 0;
        }
        assertTrue(found > 1000, "the texts must hold some numbers, but held " + found);
    }

    private static boolean holdsPanReadLiterally(String text) {
        for (int from = 0; from < text.length(); from++) {
            boolean startsAlone = from == 0 || !Character.isDigit(text.charAt(from - 1));
            for (int to = from + 13; startsAlone && to <= text.length(); to++) {
                boolean endsAlone = to == text.length() || !Character.isDigit(text.charAt(to));
                String window = text.substring(from, to);
                if (endsAlone && window.matches("[0-9][0-9 -]*[0-9]")) {
                    byte[] digits = new byte[to];
                    int count = 0;
                    for (char sign : window.replaceAll("[ -]", "").toCharArray()) {
                        digits[count++] = (byte) (sign - '0');
                    }
                    if (count >= 13 && count <= 19 && PanShape.isPan(digits, 0, count)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 ", "4", "4111-", "\u200B", "①", "a", "4111111111111112 "})
    void hugeTextTakesLinearTime(String pattern) {
        String text = pattern.repeat(1_000_000 / pattern.length());
        assertTimeout(Duration.ofSeconds(5), () -> PanDetector.mask(text));
    }
}
