package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import net.korax.ams.shared.Money;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final Instant MOMENT = Instant.parse("2026-03-04T15:06:07.891Z");

    @Test
    void momentNamesItsMonthAndItsZone() {
        assertEquals("Mar 4, 2026, 3:06 PM UTC", Formats.moment(MOMENT).replace('\u202f', ' '));
    }

    @Test
    void momentOfAnotherZone_isWrittenInUtc() {
        OffsetDateTime evening = OffsetDateTime.parse("2026-03-05T00:06:07+09:00");
        assertEquals("2026-03-04 15:06:07 UTC", Formats.exactMoment(evening));
        assertEquals("2026-03-04T15:06:07Z", Formats.isoMoment(evening));
    }

    @Test
    void isoMoment_isToTheSecond() {
        assertEquals("2026-03-04T15:06:07Z", Formats.isoMoment(MOMENT));
    }

    @Test
    void dayNamesItsMonth() {
        assertEquals("Mar 4, 2026", Formats.day(LocalDate.of(2026, 3, 4)));
    }

    @Test
    void amountHasItsCurrency() {
        assertEquals("€12.50", Formats.amount(new Money(1250, Currency.getInstance("EUR"))));
    }

    @Test
    void nothingGivesAnEmptyText() {
        assertEquals("", Formats.moment(null));
        assertEquals("", Formats.exactMoment(null));
        assertEquals("", Formats.isoMoment(null));
        assertEquals("", Formats.day(null));
        assertEquals("", Formats.amount(null));
    }

    @Test
    void textTakesUpToThreeValues() {
        assertEquals("a", Formats.text("{0}", "a"));
        assertEquals("b a", Formats.text("{1} {0}", "a", "b"));
        assertEquals("c b a", Formats.text("{2} {1} {0}", "a", "b", "c"));
    }
}
