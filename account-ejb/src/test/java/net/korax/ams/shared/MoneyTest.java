package net.korax.ams.shared;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private final Money tenEuro = Money.of(1000, "EUR");

    @Test
    void sumAndProductAreExact() {
        assertEquals(Money.of(1001, "EUR"), tenEuro.plus(Money.of(1, "EUR")));
        assertEquals(Money.of(12_000, "EUR"), tenEuro.times(12));
        assertTrue(tenEuro.times(0).isZero());
    }

    @Test
    void equalAmountDoesNotExceed() {
        assertFalse(tenEuro.exceeds(tenEuro));
        assertTrue(tenEuro.exceeds(Money.of(999, "EUR")));
    }

    @Test
    void negativeAmount_isRefused() {
        assertRefused("money.negative", () -> Money.of(-1, "EUR"));
        assertRefused("money.negative", () -> tenEuro.times(-1));
    }

    @Test
    void overflow_isRefused() {
        Money most = Money.of(Long.MAX_VALUE, "EUR");
        assertRefused("money.too-large", () -> most.plus(tenEuro));
        assertRefused("money.too-large", () -> most.times(2));
    }

    @Test
    void mixedCurrencies_areRefused() {
        assertRefused("money.currency", () -> tenEuro.plus(Money.of(1, "USD")));
        assertRefused("money.currency", () -> tenEuro.exceeds(Money.of(1, "USD")));
    }

    @Test
    void formatFollowsLanguageAndCurrency() {
        assertEquals("€10.00", tenEuro.format(Locale.UK));
        assertEquals("10,00\u00A0€", tenEuro.format(Locale.GERMANY));
        assertEquals("¥500", Money.of(500, "JPY").format(Locale.US));
    }
}
