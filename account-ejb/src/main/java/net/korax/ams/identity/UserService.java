package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import net.korax.ams.shared.Refused;

/** What a user may do with the own log-in. */
@Stateless
@DenyAll
public class UserService {

    @Inject
    private UserRepository users;

    @Inject
    private PasswordChanges changes;

    @Inject
    private Credentials credentials;

    @Inject
    private SignInLedger ledger;

    @Inject
    private Caller caller;

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
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void changePassword(String current, String next) {
        AppUser user = users.get(caller.userId());
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = ledger.attempt(fingerprint, user.getAudience());
        if (!wait.isZero()) {
            throw new Refused("proof.too-soon", wait.toSeconds() + 1);
        }
        if (!credentials.passwordHolds(user, current, fingerprint)) {
            ledger.failed(user.getId());
            throw new Refused("password.current");
        }
        ledger.undecided(fingerprint);
        changes.take(user.getId(), changes.hash(user, next), caller.visitId().orElse(null));
    }
}
