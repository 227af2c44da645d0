package net.korax.ams.shared;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "O'Brien-Ñandú",
                "王小明",
                "محمد",
                "😀 👩‍💻",
                "می‌خواهم",
                "嘍嘊瘍瘊",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'-alert(1)-'",
                "</textarea>",
                "{{7*7}}",
                "#{7*7}",
                "${7*7}",
                "#{request.getClass()}",
                "${jndi:ldap://localhost/a}",
                "javascript:alert(1)",
                "&#x3C;",
                "%253Cscript%253E",
                "+ADw-script+AD4-",
                "]]>",
                "=1+1",
                "@SUM(1)",
                "＝1+1",
                "' OR 1=1--",
                "\\",
                "100 % _",
                "{0}"
            })
    void textThatIsOnlyDangerousElsewhere_roundTripsExactly(String typed) {
        assertEquals(typed, FreeText.of(typed, 100, "note"));
        assertEquals(typed, FreeText.of(FreeText.of(typed, 100, "note"), 100, "note"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "a\rb",
                "a\nb",
                "a\r\nBcc: all@example.org",
                "a\tb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u001B[2Jb",
                "a\u007Fb",
                "a\u202Eb",
                "a\u202Ab",
                "a\u2066b",
                "a\u061Cb",
                "a\u200Eb",
                "a\u200Bb",
                "a\uFEFFb",
                "a\uD800b",
                "a\uDC00b",
                "\uD800",
                "a\uFFFEb",
                "a\uFDD0b"
            })
    void signThatIsNoText_isRefused(String typed) {
        assertRefused("note.characters", () -> FreeText.of(typed, 100, "note"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a ", "\ta\n", "\u00A0a\u3000", "\u200Ba\uFEFF", "\u200Fa\u200E"})
    void blankAndInvisibleEnds_areTakenOff(String typed) {
        assertEquals("a", FreeText.of(typed, 1, "note"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0", "\u200B", "\r\n"})
    void nothingTyped_isRefusedWhereTextIsNeeded(String typed) {
        assertRefused("note.required", () -> FreeText.of(typed, 10, "note"));
        assertEquals(Optional.empty(), FreeText.optional(typed, 10, "note"));
    }

    @Test
    void missingText_isRefusedWhereTextIsNeeded() {
        assertRefused("note.required", () -> FreeText.of(null, 10, "note"));
        assertRefused("note.required", () -> FreeText.lines(null, 10, "note"));
    }

    @Test
    void lengthCountsCodePoints() {
        assertEquals("😀".repeat(5), FreeText.of("😀".repeat(5), 5, "note"));
        assertRefused("note.too-long", () -> FreeText.of("😀".repeat(6), 5, "note"));
        assertRefused("note.too-long", () -> FreeText.of("a".repeat(10_000_000), 5, "note"));
    }

    @Test
    void composedAndDecomposedForms_areOneText() {
        assertEquals(FreeText.of("Nandu\u0301", 10, "note"), FreeText.of("Nand\u00FA", 10, "note"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "call 4111 1111 1111 1111", "４１１１１１１１１１１１１１１１"})
    void cardNumber_isRefused(String typed) {
        assertRefused("text.card-number", () -> FreeText.of(typed, 100, "note"));
        assertRefused("text.card-number", () -> FreeText.lines("a\n" + typed, 100, "note"));
    }

    @Test
    void thirteenDigitsInAName_areRefusedEvenWhenNoCardNumber() {
        assertRefused("text.card-number", () -> FreeText.name("Ann 4111111111111112", 100, "name"));
        assertEquals("Ann 411111111111", FreeText.name("Ann 411111111111", 100, "name"));
    }

    @Test
    void linesKeepLineEnds_asOneKind() {
        assertEquals("a\nb\n\nc", FreeText.lines("a\r\nb\r\rc\n", 100, "note"));
        assertRefused("note.characters", () -> FreeText.lines("a\u2028b", 100, "note"));
    }
}
