package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.operations.Meters;

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
    private PasskeyRepository passkeys;

    @Inject
    private Visits visits;

    @Inject
    private Origins origins;

    @Inject
    private AuditTrail trail;

    /**
     * Counts an attempt before it is looked at, so that many at once are not more than one after another (PCI 8.3.4).
     *
     * @return how long to wait instead, because of the name or of where the request comes from; zero when it may go on
     */
    @PermitAll
    public Duration attempt(byte[] fingerprint, Audience door) {
        if (origins.isBeyond(Origins.Counted.SIGN_IN)) {
            tooSoon();
            return origins.restOfTheWindow();
        }
        Duration wait = users.attempts(fingerprint).waitAt(door, origins.isBeyond(Origins.Counted.SIGN_IN_ANYWHERE));
        if (wait.isZero()) {
            users.countAttempt(fingerprint);
        } else {
            tooSoon();
        }
        return wait;
    }

    private void tooSoon() {
        Meters.signIn(Meters.SignIn.THROTTLED);
        trail.record(users.store(), AuditEntry.refused("anonymous", "sign-in.too-soon", null, null));
    }

    /** The attempt ended neither well nor badly: something more is asked for, or nobody has looked at it. */
    @PermitAll
    public void undecided(byte[] fingerprint) {
        users.discountAttempt(fingerprint);
    }

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
        Meters.signIn(Meters.SignIn.OK);
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
            case PASSKEY -> passkeys.take(proved.signature());
            case RECOVERY_CODE -> users.takeRecoveryCode(userId, proved.recovery());
        };
    }

    /** What was tried does not hold. The attempt itself is counted already. */
    @PermitAll
    public void failed(UUID userId) {
        Meters.signIn(Meters.SignIn.REFUSED);
        origins.count(Origins.Counted.SIGN_IN);
        origins.count(Origins.Counted.SIGN_IN_ANYWHERE);
        trail.record(
                users.store(),
                AuditEntry.refused(userId == null ? "anonymous" : userId.toString(), "sign-in", null, userId));
    }
}
