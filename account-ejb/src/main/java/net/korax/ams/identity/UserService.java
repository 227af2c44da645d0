package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Refused;

/** What a user may do with the own log-in. */
@Stateless
@DenyAll
public class UserService {

    @Inject
    private UserRepository users;

    @Inject
    private AuditTrail trail;

    @Inject
    private Visits visits;

    @Inject
    private Credentials credentials;

    @Inject
    private SignInLedger ledger;

    @Inject
    private Caller caller;

    private final PasswordHash hashing = new PasswordHash(CredentialSeal::pepper);

    /** The caller's own user. */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public AppUser me() {
        return users.get(caller.userId());
    }

    /**
     * Changes the password and ends every other visit (ASVS 7.4.3): whoever knew the old one is out.
     *
     * @throws Refused {@code password.current} when the current one does not match, {@code proof.too-soon} with seconds after too many
     *     such, which are counted together with those of the sign-in, {@code password.*} for the new one
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public void changePassword(String current, String next) {
        AppUser user = users.get(caller.userId());
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = credentials.waitFor(fingerprint);
        if (!wait.isZero()) {
            throw new Refused("proof.too-soon", wait.toSeconds() + 1);
        }
        if (!credentials.passwordHolds(user, current)) {
            ledger.failed(user.getId(), fingerprint);
            throw new Refused("password.current");
        }
        PasswordPolicy.check(next, new UserName(user.getUserName()));
        user.changePassword(hashing.hash(next.toCharArray()));
        trail.record(
                users.store(), AuditEntry.done(caller.actor(), "password.change", user.getAccountId(), user.getId()));
        users.toTell(user.getId(), FactorChanges.Change.PASSWORD);
        visits.endOthers(user, caller.visitId().orElse(null), Visit.Ending.PASSWORD_CHANGED);
    }
}
