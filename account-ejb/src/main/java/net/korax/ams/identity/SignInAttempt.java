package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import net.korax.ams.shared.Time;

/**
 * Failed sign-ins under one user name, existing or not, kept by a keyed fingerprint of the name. After five failures each
 * further one doubles the wait, up to fifteen minutes: nobody is locked out for good, and guessing is slow.
 */
@Entity
@Table(name = "sign_in_attempt")
class SignInAttempt {

    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    @Id
    @Column(name = "user_name_fingerprint")
    private byte[] fingerprint;

    private int failures;

    @Column(name = "last_failure_at")
    private Instant lastFailureAt;

    protected SignInAttempt() {}

    Duration wait(Instant now) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - FREE_FAILURES, 12));
        Duration left =
                Duration.between(now, lastFailureAt.plus(delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    Duration waitNow() {
        return wait(Time.now());
    }
}
