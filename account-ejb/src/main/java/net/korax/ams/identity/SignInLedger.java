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
    private VisitRepository visitRepository;

    @Inject
    private Visits visits;

    @Inject
    private AuditTrail trail;

    /** Uses up the second factor, forgets the failures and remembers the sign-in; false when the factor was used before. */
    @PermitAll
    public boolean succeeded(
            UUID userId, UUID accountId, Credentials.Proved proved, byte[] fingerprint, String newHash) {
        if (!useUp(userId, proved)) {
            return false;
        }
        users.forgetFailures(fingerprint);
        if (newHash != null) {
            users.get(userId).changePassword(newHash);
        }
        trail.record(users.store(), AuditEntry.done(userId.toString(), "sign-in", accountId, userId));
        return true;
    }

    /** The same for somebody who proves again in his visit who he is; its new reference, null when the factor was used before. */
    @PermitAll
    public VisitToken provedAgain(UUID userId, UUID visitId, Credentials.Proved proved, byte[] fingerprint) {
        Visit visit =
                visitRepository.find(visitId).filter(any -> !any.hasEnded()).orElse(null);
        if (visit == null || !visit.getUserId().equals(userId) || !useUp(userId, proved)) {
            return null;
        }
        users.forgetFailures(fingerprint);
        return visits.provedAgain(users.get(userId), visit, proved.factor());
    }

    private boolean useUp(UUID userId, Credentials.Proved proved) {
        return switch (proved.factor()) {
            case NONE -> true;
            case TOTP -> users.takeTotpStep(userId, proved.totpStep());
            case RECOVERY_CODE -> users.takeRecoveryCode(userId, proved.recovery());
        };
    }

    @PermitAll
    public void failed(UUID userId, byte[] fingerprint) {
        users.countFailure(fingerprint);
        trail.record(
                users.store(),
                AuditEntry.refused(userId == null ? "anonymous" : userId.toString(), "sign-in", null, userId));
    }
}
