package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;

/** The short transactions of a sign-in, so that none is open while a password is hashed. */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SignInLedger {

    @Inject
    private UserRepository users;

    @Inject
    private AuditTrail trail;

    /** Takes the step, forgets the failures and remembers the sign-in; false when the step was used before. */
    @PermitAll
    public boolean succeeded(UUID userId, UUID accountId, Long totpStep, byte[] fingerprint, String newHash) {
        if (totpStep != null && !users.takeTotpStep(userId, totpStep)) {
            return false;
        }
        users.forgetFailures(fingerprint);
        if (newHash != null) {
            users.get(userId).changePassword(newHash);
        }
        trail.record(users.store(), AuditEntry.done(userId.toString(), "sign-in", accountId, userId));
        return true;
    }

    @PermitAll
    public void failed(UUID userId, byte[] fingerprint) {
        users.countFailure(fingerprint);
        trail.record(
                users.store(),
                AuditEntry.refused(userId == null ? "anonymous" : userId.toString(), "sign-in", null, userId));
    }
}
