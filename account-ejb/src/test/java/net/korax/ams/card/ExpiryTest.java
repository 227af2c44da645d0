package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import net.korax.ams.shared.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

    @BeforeEach
    void stopTheClock() {
        TestTime.stopAt("2026-11-24T12:00:00Z");
    }

    @AfterEach
    void startTheClock() {
        TestTime.start();
    }

    @ParameterizedTest
    @CsvSource({
        "11/26,2026-11",
        "02/29,2029-02",
        "01/30,2030-01",
        "01/2030,2030-01",
        "01 / 2030,2030-01",
        "01 / 30,2030-01",
        "0130,2030-01",
        "' 11/46 ',2046-11"
    })
    void usualSpellings_areRead(String typed, YearMonth month) {
        assertEquals(month, Expiry.of(typed).month());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00/30",
                "13/30",
                "1/30",
                "01/130",
                "01/1930",
                "01/3030",
                "01-30",
                "013",
                "01302",
                "012030",
                "aa/bb",
                "０１/３０",
                "٠١/٣٠",
                "01/0000",
                "01/0",
                "０１/30",
                "01/30; DROP",
                "01/\n30",
                "01/00x",
                "-1/30",
                "01/-1",
                "1e1/30",
                "01\u00A0/30",
                "/",
                "01/"
            })
    void otherSpellings_areRefused(String typed) {
        assertRefused("expiry.malformed", () -> Expiry.of(typed));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void nothingTyped_isRefused(String typed) {
        assertRefused("expiry.required", () -> Expiry.of(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10/26", "12/25", "01/00", "01/2000"})
    void monthThatIsOver_isRefused(String typed) {
        assertRefused("expiry.past", () -> Expiry.of(typed));
    }

    @Test
    void twentyYearsAheadIsTheLimit() {
        assertEquals(YearMonth.of(2046, 11), Expiry.of("11/46").month());
        assertRefused("expiry.too-far", () -> Expiry.of("12/46"));
        assertRefused("expiry.too-far", () -> Expiry.of("12/99"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T23:59:59Z,false",
        "2026-12-01T00:00:00Z,false",
        "2026-12-01T11:59:59Z,false",
        "2026-12-01T12:00:00Z,true"
    })
    void cardIsValidUntilItsLastDayIsOverEverywhere(String now, boolean past) {
        TestTime.at(now, () -> {
            assertEquals(past, new Expiry(YearMonth.of(2026, 11)).isPast());
            if (past) {
                assertRefused("expiry.past", () -> Expiry.of("11/26"));
            } else {
                assertFalse(Expiry.of("11/26").isPast());
            }
        });
    }

    @Test
    void storedExpiryMayBePast() {
        assertTrue(new Expiry(YearMonth.of(2020, 1)).isPast());
    }

    @Test
    void formatIsMonthAndShortYear() {
        assertEquals("03/07", new Expiry(YearMonth.of(2007, 3)).format());
    }
}
