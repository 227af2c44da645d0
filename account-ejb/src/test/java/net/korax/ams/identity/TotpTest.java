package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);
    private static final long STEP = 37_037_036;

    /** RFC 6238 appendix B, SHA-1, and the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130"
    })
    void vectorsOfTheRfc(long seconds, String eight) {
        long step = seconds / 30;
        assertEquals(Integer.parseInt(eight), Totp.truncated("HmacSHA1", SECRET, step) % 100_000_000);
        assertEquals(eight.substring(2), Totp.code(SECRET, step));
        assertEquals(
                OptionalLong.of(step), Totp.accept(SECRET, eight.substring(2), Instant.ofEpochSecond(seconds), -1));
    }

    /** RFC 4226 appendix D. */
    @ParameterizedTest
    @CsvSource({
        "0,755224",
        "1,287082",
        "2,359152",
        "3,969429",
        "4,338314",
        "5,254676",
        "6,287922",
        "7,162583",
        "8,399871",
        "9,520489"
    })
    void vectorsOfTheCounterRfc(long step, String code) {
        assertEquals(code, Totp.code(SECRET, step));
    }

    @ParameterizedTest
    @CsvSource({"-2,false", "-1,true", "0,true", "1,true", "2,false"})
    void oneStepEitherWayIsAccepted(int offset, boolean accepted) {
        OptionalLong result = Totp.accept(SECRET, Totp.code(SECRET, STEP + offset), NOW, -1);
        assertEquals(accepted ? OptionalLong.of(STEP + offset) : OptionalLong.empty(), result);
    }

    @Test
    @Tag("PCI-8.5.1")
    void usedStep_isRefusedAndSoAreEarlierOnes() {
        String current = Totp.code(SECRET, STEP);
        assertEquals(OptionalLong.of(STEP), Totp.accept(SECRET, current, NOW, STEP - 1));
        assertEquals(OptionalLong.empty(), Totp.accept(SECRET, current, NOW, STEP));
        assertEquals(OptionalLong.empty(), Totp.accept(SECRET, Totp.code(SECRET, STEP - 1), NOW, STEP));
        assertEquals(OptionalLong.of(STEP + 1), Totp.accept(SECRET, Totp.code(SECRET, STEP + 1), NOW, STEP));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "081805", "0081804", "81804", "０８１８０４", "abcdef", "-81804", "081804;"})
    void otherCodes_areRefused(String typed) {
        assertEquals(OptionalLong.empty(), Totp.accept(SECRET, typed, NOW, -1));
    }

    @Test
    void hugeCode_isRefused() {
        assertEquals(OptionalLong.empty(), Totp.accept(SECRET, " ".repeat(10_000_000) + "081804", NOW, -1));
    }

    @Test
    void blanksInACode_doNotCount() {
        assertEquals(OptionalLong.of(STEP), Totp.accept(SECRET, " 081 804 ", NOW, -1));
    }

    /** RFC 4648 10. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void base32OfTheRfc(String text, String encoded) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(encoded, Totp.base32(bytes));
        assertArrayEquals(bytes, Totp.fromBase32(encoded));
    }

    @Test
    void base32ReadsWhatPeopleType() {
        assertArrayEquals("foobar".getBytes(StandardCharsets.US_ASCII), Totp.fromBase32("mzxw 6ytb-oi======"));
        assertRefused("totp.secret", () -> Totp.fromBase32("MZXW1"));
    }

    @Test
    void everySecretIsNewAndReadsBack() {
        byte[] secret = Totp.newSecret();
        assertEquals(20, secret.length);
        assertFalse(Arrays.equals(secret, Totp.newSecret()));
        assertArrayEquals(secret, Totp.fromBase32(Totp.base32(secret)));
    }

    @Test
    void uriIsWhatAuthenticatorAppsRead() {
        assertEquals(
                "otpauth://totp/Korax%20AMS:ann%2Bb%3Fx?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Korax%20AMS"
                        + "&algorithm=SHA1&digits=6&period=30",
                Totp.uri("Korax AMS", "ann+b?x", SECRET));
    }
}
