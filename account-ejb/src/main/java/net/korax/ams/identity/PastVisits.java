package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Time;

/**
 * Marks visits that have run out, which nobody else notices, and forgets those that ended thirty days ago; wishes for a new password of
 * the day before; and counts of where requests came from.
 */
@Singleton
@DenyAll
public class PastVisits {

    private static final Logger LOG = Logger.getLogger(PastVisits.class.getName());
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 500;

    @Inject
    private VisitRepository visits;

    @Inject
    private PasswordResets resets;

    @Inject
    private Origins origins;

    @Inject
    private AuditTrail trail;

    @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
    void tidy() {
        List<Visit> runOut = visits.runOut(BATCH);
        for (Visit visit : runOut) {
            visit.runOut();
            trail.record(visits.store(), AuditEntry.done(AuditEntry.SYSTEM, "visit.run-out", null, visit.getId()));
        }
        resets.forgetOld();
        origins.forgetOld();
        int forgotten = visits.forgetEndedBefore(Time.now().minus(KEPT));
        if (forgotten > 0) {
            LOG.log(Level.INFO, "Forgot {0} visits of a month ago.", forgotten);
        }
    }
}
