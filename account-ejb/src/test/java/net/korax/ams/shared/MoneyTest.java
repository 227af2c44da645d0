package net.korax.ams.shared;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Currency EURO = Currency.getInstance("EUR");

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
    void amountsAreReadAsPeopleWriteThem() {
        for (String typed : new String[] {"12.50", "12,50", " 12.5 ", "0012,50"}) {
            assertEquals(Money.of(1250, "EUR"), Money.parse(typed, EURO), typed);
        }
        assertEquals(Money.of(1200, "EUR"), Money.parse("12", EURO));
        assertEquals(Money.of(0, "EUR"), Money.parse("0", EURO));
        assertEquals(Money.of(123_450, "EUR"), Money.parse("1 234,50", EURO));
        assertEquals(Money.of(123_456_700, "EUR"), Money.parse("1\u202F234\u00A0567", EURO));
        assertEquals(Money.of(500, "JPY"), Money.parse("500", Currency.getInstance("JPY")));
    }

    @Test
    void whatIsNoAmount_isRefused() {
        assertRefused("money.required", () -> Money.parse(null, EURO));
        assertRefused("money.required", () -> Money.parse("  ", EURO));
        assertRefused("money.negative", () -> Money.parse("-1", EURO));
        assertRefused("money.negative", () -> Money.parse("\u22121", EURO));
        assertRefused("money.too-large", () -> Money.parse("99999999999999999999", EURO));
        for (String typed : new String[] {"twelve", "12 EUR", "1e3", "12.", ".5", "1.2.3", "1,234.50", "12 50", "٣"}) {
            assertRefused("money.malformed", () -> Money.parse(typed, EURO));
        }
    }

    @Test
    void moreDecimalsThanTheCurrencyHas_areRefused() {
        assertRefused("money.decimals", () -> Money.parse("12.505", EURO));
        assertRefused("money.decimals", () -> Money.parse("1,234", EURO));
        assertRefused("money.decimals", () -> Money.parse("500.0", Currency.getInstance("JPY")));
    }

    @Test
    void whatIsWrittenForTypingIsReadBack() {
        Money amount = Money.of(123_456_789, "EUR");
        assertEquals("1234567.89", amount.formatForTyping(Locale.ENGLISH));
        assertEquals("1234567,89", amount.formatForTyping(Locale.FRENCH));
        assertEquals(amount, Money.parse(amount.formatForTyping(Locale.FRENCH), EURO));
        assertEquals("500", Money.of(500, "JPY").formatForTyping(Locale.FRENCH));
    }

    @Test
    void formatFollowsLanguageAndCurrency() {
        assertEquals("€10.00", tenEuro.format(Locale.UK));
        assertEquals("10,00\u00A0€", tenEuro.format(Locale.GERMANY));
        assertEquals("¥500", Money.of(500, "JPY").format(Locale.US));
    }
}
