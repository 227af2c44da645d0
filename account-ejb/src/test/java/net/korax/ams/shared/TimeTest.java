package net.korax.ams.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeTest {

    @Test
    void nowKeepsWhatTheDatabaseKeeps() {
        TestTime.at(
                "2026-11-24T12:00:00.123456789Z",
                () -> assertEquals(Instant.parse("2026-11-24T12:00:00.123456Z"), Time.now()));
    }

    @Test
    void todayDependsOnTheZone() {
        TestTime.at("2026-12-31T23:30:00Z", () -> {
            assertEquals(LocalDate.of(2026, 12, 31), Time.today(ZoneId.of("UTC")));
            assertEquals(LocalDate.of(2027, 1, 1), Time.today(ZoneId.of("Europe/Berlin")));
        });
    }
}
