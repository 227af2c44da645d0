package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardholderNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "O'Brien-Ñandú", "王小明", "محمد", "Zoë 😀", "Аnn"})
    void nameOfAnyScript_isKept(String typed) {
        assertEquals(typed, new CardholderName(typed).value());
    }

    @ParameterizedTest
    @CsvSource({
        "'',cardholder.required",
        "'a\u202Eb',cardholder.characters",
        "'a\u0007b',cardholder.characters",
        "'a\uD800b',cardholder.characters",
        "'a\u0000b',cardholder.characters",
        "'\u0000',cardholder.characters",
        "4111111111111111,text.card-number",
        "Ann 4111 1111 1111 1112,text.card-number"
    })
    void nameThatIsNone_isRefused(String typed, String code) {
        assertRefused(code, () -> new CardholderName(typed));
    }

    @Test
    void twoHundredSigns_areRefused() {
        assertRefused("cardholder.too-long", () -> new CardholderName("a".repeat(200)));
    }

    @Test
    void composedAndDecomposedNames_areEqual() {
        assertEquals(new CardholderName("Zoe\u0308"), new CardholderName("Zo\u00EB"));
    }

    @Test
    void textFormHidesTheName() {
        assertFalse(new CardholderName("Ann Example").toString().contains("Ann"));
    }
}
