package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.util.List;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;

/** Marks visits that have run out, which nobody else notices. */
@Singleton
@DenyAll
public class PastVisits {

    private static final int BATCH = 500;

    @Inject
    private VisitRepository visits;

    @Inject
    private AuditTrail trail;

    @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
    void tidy() {
        List<Visit> runOut = visits.runOut(BATCH);
        for (Visit visit : runOut) {
            visit.runOut();
            trail.record(visits.store(), AuditEntry.done(AuditEntry.SYSTEM, "visit.run-out", null, visit.getId()));
        }
    }
}
