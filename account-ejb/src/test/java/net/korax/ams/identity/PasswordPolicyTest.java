package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private final UserName ann = new UserName("ann.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "violet cart hums at noon",
                " leading and trailing ",
                "tr0ub4dor&3xkcd",
                "streams of gleaming hamster",
                "пароль из слов",
                "😀😁😂🤣😃😄😅😆😉😊😋😎",
                "c7f1e09ab34d",
                "summermonkeydragon"
            })
    void passwordOfTwelveSignsOrMore_isFree(String password) {
        assertDoesNotThrow(() -> PasswordPolicy.check(password, ann));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void nothingTyped_isRefused(String password) {
        assertRefused("password.required", () -> PasswordPolicy.check(password, ann));
    }

    @Test
    void lengthCountsCodePointsExactlyAsTyped() {
        assertRefused("password.too-short", () -> PasswordPolicy.check("c7f1e09ab34", ann));
        assertDoesNotThrow(() -> PasswordPolicy.check("c7f1e09ab34 ", ann));
        assertRefused("password.too-short", () -> PasswordPolicy.check("😀😁😂🤣😃😄", ann));
        String longest = "violet cart 48 ".repeat(8) + "hums at ";
        assertDoesNotThrow(() -> PasswordPolicy.check(longest, ann));
        assertRefused("password.too-long", () -> PasswordPolicy.check(longest + "x", ann));
        assertRefused("password.too-long", () -> PasswordPolicy.check("x".repeat(10_000_000), ann));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "marlboro1965!!",
                "13steelers2026",
                "Password1234",
                "PASSWORD2026!",
                "p@ssw0rd1234",
                "!!!passw0rd!!!",
                "qwertyuiop123",
                "correcthorsebatterystaple",
                "Correct Horse Battery Staple",
                "Summer2026!!",
                "iloveyou2026",
                "monkeymonkey12",
                "letmeinletmein",
                "aaaaaaaaaaaa",
                "abababababab",
                "abcabcabcabcab",
                "hunter2hunter2",
                "123456789012",
                "987654321098",
                "abcdefghijkl",
                "zyxwvutsrqponm",
                "1234567890123456",
                "aabbccddeeff",
                "1q2w3e4r5t6y",
                "            "
            })
    void passwordThatIsGuessedFirst_isRefused(String password) {
        assertRefused("password.common", () -> PasswordPolicy.check(password, ann));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann.example-2026",
                "my ANN.EXAMPLE secret",
                "xxann.examplexx7",
                "korax-hosting-77",
                "MyKoraxPassword9",
                "the ams of mine 9",
                "AMS-2026-portal"
            })
    void passwordWithTheNameOrTheProduct_isRefused(String password) {
        assertRefused("password.context", () -> PasswordPolicy.check(password, ann));
    }

    @Test
    void lookAlikeOfTheUserName_isRefusedToo() {
        UserName cyrillic = new UserName("аlice77"); // the first letter is Cyrillic
        assertRefused("password.context", () -> PasswordPolicy.check("say-аlice77-there", cyrillic));
        assertRefused(
                "password.context",
                () -> PasswordPolicy.check("say-alice77-there".replace('1', 'l'), new UserName("alice77")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"violet\u0000cart-hums", "violet\uD800cart-hums"})
    void signThatCannotBeHashedExactly_isRefused(String password) {
        assertRefused("password.characters", () -> PasswordPolicy.check(password, ann));
    }

    @Test
    void userNameMayBeUnknown() {
        assertDoesNotThrow(() -> PasswordPolicy.check("violet cart hums", null));
    }
}
