package net.korax.ams.person;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names reach the headers of mails; what could end a header line never becomes a name. */
class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "O'Brien-Ñandú",
                "王小明",
                "محمد",
                "Zoë 😀",
                "Korax GmbH & Co. KG",
                "3M",
                "嘍嘊",
                "瘍瘊Bcc: all@example.org",
                "Ann%0d%0aBcc: all@example.org",
                "=1+1",
                "#{7*7}"
            })
    void nameOfAnyScript_isKept(String typed) {
        assertEquals(typed, new PersonName(typed).value());
        assertEquals(typed, new HolderName(typed).value());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u200B"})
    void nothingTyped_isRefused(String typed) {
        assertRefused("person-name.required", () -> new PersonName(typed));
        assertRefused("holder-name.required", () -> new HolderName(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann\r\nBcc: all@example.org",
                "Ann\nBob",
                "Ann\rBob",
                "Ann\u0085Bob",
                "Ann\u2028Bob",
                "Ann\u0000",
                "Ann\u202Enna",
                "Ann\uDC00"
            })
    void headerInjectionAndBrokenSigns_areRefused(String typed) {
        assertRefused("person-name.characters", () -> new PersonName(typed));
        assertRefused("holder-name.characters", () -> new HolderName(typed));
    }

    @Test
    void twoHundredSigns_areRefused() {
        assertRefused("person-name.too-long", () -> new PersonName("a".repeat(200)));
        assertRefused("holder-name.too-long", () -> new HolderName("a".repeat(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "Ann 4111-1111-1111-1111", "Ann 1234567890123"})
    void cardNumber_isRefused(String typed) {
        assertRefused("text.card-number", () -> new PersonName(typed));
        assertRefused("text.card-number", () -> new HolderName(typed));
    }

    @Test
    void textFormsHideThePerson() {
        assertEquals("PersonName", new PersonName("Ann").toString());
        assertEquals("HolderName", new HolderName("Ann").toString());
    }
}
