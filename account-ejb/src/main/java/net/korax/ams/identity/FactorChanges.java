package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;

/** Changes of what customers sign in with, until somebody has told them (ASVS 6.3.7). */
@Dependent
public class FactorChanges {

    /** What was changed, or used as only its owner should. */
    public enum Change {
        PASSWORD,
        TOTP_ON,
        TOTP_OFF,
        RECOVERY_NEW,
        RECOVERY_USED,
        PASSKEY_ADDED,
        PASSKEY_REMOVED
    }

    /** One to tell of. */
    public record Told(UUID id, UUID account, Change change, Instant at) {}

    @Inject
    private UserRepository users;

    @Inject
    private Visits visits;

    @Inject
    private Caller caller;

    @Inject
    private AuditTrail trail;

    /** A change by the caller of his own second factors: every other visit ends, he is told, and the trail keeps it. */
    void made(AppUser user, Change change, String operation) {
        visits.endOthers(user, caller.visitId().orElse(null), Visit.Ending.SECOND_FACTOR_CHANGED);
        users.toTell(user.getId(), change);
        trail.record(users.store(), AuditEntry.done(caller.actor(), operation, user.getAccountId(), user.getId()));
    }

    @Transactional
    public List<Told> untold(int most) {
        return users.untoldChanges(most);
    }

    @Transactional
    public void told(Told change) {
        users.toldOfChange(change.id());
    }
}
