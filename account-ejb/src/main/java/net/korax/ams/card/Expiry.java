package net.korax.ams.card;

import java.io.Serializable;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Time;

/**
 * The month through whose last day a card is valid. A stored expiry may lie in the past, a typed one may not; it counts
 * as past when the month is over everywhere on earth, so that no customer is refused on his own last day.
 */
public record Expiry(YearMonth month) implements Serializable {

    private static final int LONGEST_AHEAD_YEARS = 20;
    private static final ZoneId LAST_ZONE = ZoneId.of("Etc/GMT+12");
    private static final Pattern WITH_SLASH = Pattern.compile("([0-9]{2}) {0,3}/ {0,3}(20)?([0-9]{2})");
    private static final Pattern FOUR_DIGITS = Pattern.compile("([0-9]{2})()([0-9]{2})");

    public Expiry {
        Objects.requireNonNull(month, "month");
    }

    /**
     * Reads {@code MM/YY}, {@code MM / YYYY} and {@code MMYY}.
     *
     * @throws InvalidValue expiry.required, expiry.malformed, expiry.past or expiry.too-far (more than 20 years)
     */
    public static Expiry of(String typed) {
        if (typed == null || typed.isBlank()) {
            throw new InvalidValue("expiry.required");
        }
        YearMonth month = parse(typed.strip());
        YearMonth now = YearMonth.from(Time.today(LAST_ZONE));
        if (month.isBefore(now)) {
            throw new InvalidValue("expiry.past");
        }
        if (month.isAfter(now.plusYears(LONGEST_AHEAD_YEARS))) {
            throw new InvalidValue("expiry.too-far");
        }
        return new Expiry(month);
    }

    /** Whether the month is over everywhere, now. */
    public boolean isPast() {
        return month.isBefore(YearMonth.from(Time.today(LAST_ZONE)));
    }

    /** @throws InvalidValue expiry.past when the month is over */
    public void checkNotPast() {
        if (isPast()) {
            throw new InvalidValue("expiry.past");
        }
    }

    /** {@code MM/YY}. */
    public String format() {
        return String.format(java.util.Locale.ROOT, "%02d/%02d", month.getMonthValue(), month.getYear() % 100);
    }

    private static YearMonth parse(String text) {
        Matcher read = WITH_SLASH.matcher(text);
        if (!read.matches()) {
            read = FOUR_DIGITS.matcher(text);
        }
        if (!read.matches()) {
            throw new InvalidValue("expiry.malformed");
        }
        int month = Integer.parseInt(read.group(1));
        if (month < 1 || month > 12) {
            throw new InvalidValue("expiry.malformed");
        }
        return YearMonth.of(2000 + Integer.parseInt(read.group(3)), month);
    }
}
