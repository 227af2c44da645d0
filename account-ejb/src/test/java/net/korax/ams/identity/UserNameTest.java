package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"ann", "Ann.Example", "a_b-c.d1", "müller", "王小明", "Иван", "محمد"})
    void lettersAndDigitsOfAnyScript_areKeptAsTyped(String typed) {
        assertEquals(typed, new UserName(typed).value());
        assertEquals(new UserName(typed).key(), new UserName(" " + typed + " ").key());
    }

    @ParameterizedTest
    @CsvSource({
        "Ann,ann",
        "ANN,ann",
        "MÜLLER,müller",
        "mu\u0308ller,m\u00FCller",
        "straße,STRASSE",
        "ﬁsher,fisher",
        "ａｎｎ,ann",
        "аnn,ann",
        "ΑNN,ann",
        "Αnn,Аnn",
        "раураl,paypal",
        "paypa1,paypal",
        "g00gle,google",
        "gооgle,google",
        "αlice,alice",
        "İstanbul,istanbul",
        "ıstanbul,istanbul",
        "ΟΔΟΣ,οδος",
        "οδοσ,οδος",
        "user١,user1",
        "user１,user1",
        "ſmith,smith"
    })
    @Tag("P08")
    void namesThatLookAlike_collide(String one, String other) {
        assertEquals(new UserName(one).key(), new UserName(other).key());
    }

    @ParameterizedTest
    @CsvSource({"ann,anne", "a.b.c,a-b-c", "a_b,a.b", "müller,muller", "bill,bili"})
    void namesThatDiffer_doNotCollide(String one, String other) {
        assertNotEquals(new UserName(one).key(), new UserName(other).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann.Example", "straße", "İstanbul", "ΟΔΟΣ", "Иван", "王小明", "g00gle", "ﬁsher"})
    void keyOfAKeyIsItself(String typed) {
        String key = new UserName(typed).key();
        assertEquals(key, new UserName(key).key());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   "})
    void nothingTyped_isRefused(String typed) {
        assertRefused("user-name.required", () -> new UserName(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b c",
                "ann@example.org",
                "ann\u0000",
                "an\u200Bn",
                "an\u202En",
                "ann\r\nbob",
                "<ann>",
                "ann'--",
                "#{ann}",
                ".ann",
                "ann.",
                "-ann",
                "_ann",
                "ann/bob",
                "ann😀",
                "annﷺ",
                "ann\uD800",
                "a\u0300\u0301\u0302nn",
                "an\tn"
            })
    void otherSigns_areRefused(String typed) {
        assertRefused("user-name.characters", () -> new UserName(typed));
    }

    @Test
    void threeToFortySigns() {
        assertRefused("user-name.too-short", () -> new UserName("ab"));
        assertEquals("abc", new UserName("abc").value());
        assertEquals("a".repeat(40), new UserName("a".repeat(40)).value());
        assertRefused("user-name.too-long", () -> new UserName("a".repeat(41)));
        assertRefused("user-name.too-long", () -> new UserName("a".repeat(10_000_000)));
        assertRefused("user-name.too-long", () -> new UserName("ﬃ".repeat(20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "4111-1111-1111-1111", "ann.4111111111111111", "４１１１１１１１１１１１１１１１"})
    void cardNumber_isRefused(String typed) {
        assertRefused("user-name.card-number", () -> new UserName(typed));
    }

    @Test
    void textFormHidesTheName() {
        assertEquals("UserName", new UserName("ann").toString());
    }
}
