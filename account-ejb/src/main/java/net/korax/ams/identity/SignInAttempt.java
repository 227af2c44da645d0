package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import net.korax.ams.shared.Time;

/**
 * Attempts to sign in under one user name that did not succeed, kept by a keyed fingerprint of the name, whether anybody has it or not.
 * After five each further one doubles the wait, up to fifteen minutes: nobody is locked out for good, and guessing is slow. At the door of
 * staff it is half an hour after ten (PCI 8.3.4). While there are very many failures everywhere there is one guess before the first wait.
 */
@Entity
@Table(name = "sign_in_attempt")
class SignInAttempt {

    private static final int FREE_FAILURES = 5;
    private static final int FREE_UNDER_PRESSURE = 1;
    private static final int STAFF_FAILURES = 10;
    private static final int MOST_DOUBLINGS = 12;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration STAFF_WAIT = Duration.ofMinutes(30);

    @Id
    @Column(name = "user_name_fingerprint")
    private byte[] fingerprint;

    private int failures;

    @Column(name = "last_failure_at")
    private Instant lastFailureAt;

    protected SignInAttempt() {}

    /** How long to wait before the next; zero for none. */
    Duration waitAt(Audience door, boolean underPressure) {
        Duration left = Duration.between(Time.now(), lastFailureAt.plus(delay(door, underPressure)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration delay(Audience door, boolean underPressure) {
        int free = underPressure ? FREE_UNDER_PRESSURE : FREE_FAILURES;
        if (failures < free) {
            return Duration.ZERO;
        }
        if (door == Audience.STAFF && failures >= STAFF_FAILURES) {
            return STAFF_WAIT;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay;
    }
}
