package net.korax.ams.shared;

import java.io.Serializable;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;

/**
 * An amount in the smallest unit of its currency (cents for EUR, yen for JPY). Never negative: prices, charges and
 * ceilings are all that the product counts. Arithmetic is exact; it throws instead of wrapping around.
 */
public record Money(long minor, Currency currency) implements Serializable {

    public Money {
        Objects.requireNonNull(currency, "currency");
        if (minor < 0) {
            throw new InvalidValue("money.negative");
        }
    }

    /** @param currencyCode ISO 4217 */
    public static Money of(long minor, String currencyCode) {
        return new Money(minor, Currency.getInstance(currencyCode));
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(exactly(() -> Math.addExact(minor, other.minor)), currency);
    }

    public Money times(int quantity) {
        return new Money(exactly(() -> Math.multiplyExact(minor, (long) quantity)), currency);
    }

    /** Strictly more; an equal amount does not exceed. Amounts of different currencies cannot be compared. */
    public boolean exceeds(Money other) {
        requireSameCurrency(other);
        return minor > other.minor;
    }

    public boolean isZero() {
        return minor == 0;
    }

    /** As written in that language, with the currency's own number of decimals. */
    public String format(Locale locale) {
        int decimals = Math.max(0, currency.getDefaultFractionDigits());
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(BigDecimal.valueOf(minor, decimals));
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new InvalidValue("money.currency", currency.getCurrencyCode(), other.currency.getCurrencyCode());
        }
    }

    private static long exactly(java.util.function.LongSupplier sum) {
        try {
            return sum.getAsLong();
        } catch (ArithmeticException tooLarge) {
            throw new InvalidValue("money.too-large");
        }
    }
}
