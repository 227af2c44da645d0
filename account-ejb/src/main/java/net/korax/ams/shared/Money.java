package net.korax.ams.shared;

import java.io.Serializable;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount in the smallest unit of its currency (cents for EUR, yen for JPY). Never negative: prices, charges and
 * ceilings are all that the product counts. Arithmetic is exact; it throws instead of wrapping around.
 */
public record Money(long minor, Currency currency) implements Serializable {

    private static final Pattern TYPED =
            Pattern.compile("([0-9]{1,30}|[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3}){1,9})(?:[.,]([0-9]{1,30}))?");

    public Money {
        Objects.requireNonNull(currency, "currency");
        if (minor < 0) {
            throw new InvalidValue("money.negative");
        }
    }

    /**
     * Reads an amount as people write it: {@code 12}, {@code 12.5}, {@code 12,50}, {@code 1 234,50}. A comma is never a mark of
     * thousands, so that no amount is taken for one a thousand times as large.
     *
     * @throws InvalidValue money.required, money.negative, money.malformed, money.decimals or money.too-large
     */
    public static Money parse(String typed, Currency currency) {
        if (typed == null || typed.isBlank()) {
            throw new InvalidValue("money.required");
        }
        String text = typed.strip();
        if (text.startsWith("-") || text.startsWith("\u2212")) {
            throw new InvalidValue("money.negative");
        }
        Matcher read = TYPED.matcher(text);
        if (!read.matches()) {
            throw new InvalidValue("money.malformed");
        }
        int decimals = decimals(currency);
        String fraction = read.group(2) == null ? "" : read.group(2);
        if (fraction.length() > decimals) {
            throw new InvalidValue("money.decimals", currency.getCurrencyCode(), decimals);
        }
        BigDecimal amount = new BigDecimal(read.group(1).replaceAll("\\D", "") + "." + fraction + "0");
        return new Money(exactly(() -> amount.movePointRight(decimals).longValueExact()), currency);
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
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        return write(format);
    }

    /** As somebody types it in that language, without the currency; {@link #parse} reads it back. */
    public String formatForTyping(Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setGroupingUsed(false);
        return write(format);
    }

    private String write(NumberFormat format) {
        int decimals = decimals(currency);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(BigDecimal.valueOf(minor, decimals));
    }

    private static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
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
