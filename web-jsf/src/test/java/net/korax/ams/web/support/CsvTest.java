package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is opened in a spreadsheet shows what is in it and runs nothing. */
class CsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff20A1"
            })
    void valueThatASpreadsheetWouldRun_isText(String value) {
        assertEquals("\"'" + value + "\"\r\n", Csv.line(value));
    }

    @Test
    void otherValues_standAsTheyAre_andNothingEndsAValueFromWithin() {
        assertEquals(
                "\"1\",\"\",\"a,b\",\"say \"\"no\"\"\",\"=\"\r\n".replace("\"=\"", "\"'=\""),
                Csv.line(1, null, "a,b", "say \"no\"", "="));
        assertEquals("\"a\n=1\"\r\n", Csv.line("a\n=1"), "a line end within a quoted value starts no value");
    }
}
