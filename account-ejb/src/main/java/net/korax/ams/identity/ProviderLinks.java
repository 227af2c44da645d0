package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;

/** The short transactions in which a member of staff is linked to the provider, or no more; each ends his other visits. */
@Dependent
class ProviderLinks {

    @Inject
    private UserRepository users;

    @Inject
    private Visits visits;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    @Transactional
    void link(UUID userId, byte[] fingerprint) {
        AppUser user = users.get(userId);
        user.link(fingerprint);
        changed(user, "provider.link");
    }

    @Transactional
    void unlink(UUID userId) {
        AppUser user = users.get(userId);
        user.link(null);
        changed(user, "provider.unlink");
    }

    private void changed(AppUser user, String operation) {
        visits.endOthers(user, caller.visitId().orElse(null), Visit.Ending.SECOND_FACTOR_CHANGED);
        trail.record(users.store(), AuditEntry.done(caller.actor(), operation, null, user.getId()));
    }
}
