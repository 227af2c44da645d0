package net.korax.ams.web.support;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Time;

/**
 * How pages write times, days, amounts and texts with values in them: in the language of the view, months as words so
 * that no date is ambiguous. The server writes UTC and says so; the browser turns it into the person's own zone, which
 * AMS neither asks for nor keeps.
 */
public final class Formats {

    private Formats() {}

    /** @param moment an Instant, OffsetDateTime or ZonedDateTime; null gives an empty text, here and below */
    public static String moment(TemporalAccessor moment) {
        return moment == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withLocale(Texts.locale())
                                .format(utc(moment))
                        + " UTC";
    }

    public static String exactMoment(TemporalAccessor moment) {
        return moment == null
                ? ""
                : DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(utc(moment)) + " UTC";
    }

    /** RFC 3339, to the second, for {@code datetime} attributes. */
    public static String isoMoment(TemporalAccessor moment) {
        return moment == null
                ? ""
                : utc(moment).toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String day(LocalDate day) {
        return day == null
                ? ""
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(Texts.locale())
                        .format(day);
    }

    public static String amount(Money amount) {
        return amount == null ? "" : amount.format(Texts.locale());
    }

    /** An amount as it stands in a field before somebody changes it. */
    public static String amountForTyping(Money amount) {
        return amount == null ? "" : amount.formatForTyping(Texts.locale());
    }

    /** How long ago something was: {@code 5 min}, {@code 3 h}, {@code 2 days}. */
    public static String age(Instant since) {
        return since == null ? "" : span(Duration.between(since, Time.now()));
    }

    /** How much time is left until something ends; nothing is left once it has. */
    public static String timeLeft(Instant until) {
        return until == null ? "" : span(Duration.between(Time.now(), until));
    }

    /** As {@link #age}, for a length of time. */
    public static String span(Duration span) {
        if (span.toDays() > 0) {
            return Texts.get("common", "span.days", span.toDays());
        }
        return span.toHours() > 0
                ? Texts.get("common", "span.hours", span.toHours())
                : Texts.get("common", "span.minutes", Math.max(0, span.toMinutes()));
    }

    public static String text(String pattern, Object first) {
        return Texts.format(Texts.locale(), pattern, first);
    }

    public static String text(String pattern, Object first, Object second) {
        return Texts.format(Texts.locale(), pattern, first, second);
    }

    public static String text(String pattern, Object first, Object second, Object third) {
        return Texts.format(Texts.locale(), pattern, first, second, third);
    }

    private static ZonedDateTime utc(TemporalAccessor moment) {
        return Instant.from(moment).atZone(ZoneOffset.UTC);
    }
}
