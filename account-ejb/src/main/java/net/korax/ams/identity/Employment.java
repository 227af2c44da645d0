package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * What is known of a log-in of staff beside its roles: since when it is there, when it was last used, and how it ends. It begins with an
 * enrolment and ends by an operator, by the last day of somebody who leaves, or ninety days after it was last used (PCI 8.2.5, 8.2.6).
 * Days are days of UTC.
 */
@Embeddable
public class Employment {

    /** After so long without a sign-in a log-in is disabled (PCI 8.2.6). */
    static final Duration LONGEST_UNUSED = Duration.ofDays(90);

    private static final Duration WARNING = Duration.ofDays(75);

    /** Why a log-in is disabled. */
    public enum Ending {
        /** By an operator, at once. */
        DISABLED,
        /** After the last day. */
        LEFT,
        /** Ninety days without a sign-in. */
        UNUSED
    }

    @Column(name = "enrolled_at")
    private Instant enrolledAt;

    @Column(name = "last_sign_in_at", updatable = false)
    private Instant lastSignInAt;

    @Column(name = "last_day")
    private LocalDate lastDay;

    @Column(name = "leaving_reason")
    private String leavingReason;

    @Column(name = "disabled_at")
    private Instant disabledAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "disabled_because")
    private Ending ending;

    protected Employment() {}

    static Employment begun() {
        Employment employment = new Employment();
        employment.enrolledAt = Time.now();
        return employment;
    }

    /**
     * The reason for an ending as it may be typed.
     *
     * @throws net.korax.ams.shared.InvalidValue {@code leaving.reason.*}
     */
    public static String readReason(String typed) {
        return FreeText.of(typed, 200, "leaving.reason");
    }

    /** @throws Refused {@code leaving.last-day.past} */
    void leaveAfter(LocalDate day, String reason) {
        if (day.isBefore(Time.today(ZoneOffset.UTC))) {
            throw new Refused("leaving.last-day.past");
        }
        lastDay = day;
        leavingReason = readReason(reason);
    }

    void stay() {
        lastDay = null;
        leavingReason = null;
    }

    void end(Ending why) {
        disabledAt = Time.now();
        ending = why;
    }

    void endBecause(String reason) {
        leavingReason = readReason(reason);
        end(Ending.DISABLED);
    }

    /** Whether the last day is over. */
    boolean isOver() {
        return lastDay != null && lastDay.isBefore(Time.today(ZoneOffset.UTC));
    }

    boolean isUnusedForTooLong() {
        return !unused().minus(LONGEST_UNUSED).isNegative();
    }

    /** Whether it will be disabled in two weeks or less if nobody signs in. */
    public boolean isFading() {
        return !unused().minus(WARNING).isNegative();
    }

    /** Whole days until it is disabled for want of use; none when it is due. */
    public long getDaysLeft() {
        return Math.max(0, LONGEST_UNUSED.minus(unused()).toDays());
    }

    private Duration unused() {
        boolean since = lastSignInAt != null && lastSignInAt.isAfter(enrolledAt);
        return Duration.between(since ? lastSignInAt : enrolledAt, Time.now());
    }

    /** When somebody last chose a password and set up a second factor by a link. */
    public Instant getEnrolledAt() {
        return enrolledAt;
    }

    /** Null before the first sign-in. */
    public Instant getLastSignInAt() {
        return lastSignInAt;
    }

    /** The last day of somebody who leaves or has left; null while none is known. */
    public LocalDate getLastDay() {
        return lastDay;
    }

    /** What an operator gave as the reason; null when nobody did. */
    public String getLeavingReason() {
        return leavingReason;
    }

    /** Null while it is not disabled. */
    public Instant getDisabledAt() {
        return disabledAt;
    }

    /** Null while it is not disabled. */
    public Ending getEnding() {
        return ending;
    }
}
