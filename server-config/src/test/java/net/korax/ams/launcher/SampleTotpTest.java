package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTotpTest {

    /** RFC 6238, appendix B, SHA-1; the last six of the eight digits there. */
    @ParameterizedTest
    @CsvSource({
        "59,287082",
        "1111111109,081804",
        "1111111111,050471",
        "1234567890,005924",
        "2000000000,279037",
        "20000000000,353130"
    })
    void codesOfTheStandard_areMet(long second, String code) {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        assertEquals(code, SampleTotp.code(secret, second / 30));
    }

    @Test
    void codeChangesWithTheStep_andNotWithinIt() {
        Instant begin = Instant.parse("2026-11-24T12:00:00Z");
        String name = SampleTotpTest.anyName();
        assertEquals(SampleTotp.code(name, begin), SampleTotp.code(name, begin.plusSeconds(29)));
        assertNotEquals(SampleTotp.code(name, begin), SampleTotp.code(name, begin.plusSeconds(30)));
    }

    @Test
    void unknownName_isAnsweredWithTheKnownOnes() {
        String said = assertThrows(Failure.class, () -> SampleTotp.code("nobody", Instant.EPOCH))
                .getMessage();
        assertTrue(said.contains("\"nobody\"") && said.contains(anyName()), said);
    }

    @Test
    void nameIsAskedFor() {
        assertTrue(assertThrows(Failure.class, () -> SampleTotp.code(new String[0]))
                .getMessage()
                .contains("./ams totp NAME"));
    }

    private static String anyName() {
        String said = assertThrows(Failure.class, () -> SampleTotp.code("nobody", Instant.EPOCH))
                .getMessage();
        return said.replaceAll(".*there are ([a-z.]+).*", "$1");
    }
}
