package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import net.korax.ams.shared.Refused;

/**
 * The caller's own second factor: an app with time-based codes, and recovery codes for the day on which it is lost. Customers may have
 * one, staff cannot be without. Each change takes a fresh proof, ends every other visit and is told by mail (PCI 8.3.3, ASVS 7.4.3).
 */
@Stateless
@DenyAll
public class SecondFactorService {

    private static final String ISSUER = "Korax AMS";

    /** A secret to be read by the app, as a picture or typed. Its text form hides it. */
    public record NewSecret(String base32, String uri) {
        static NewSecret of(String account, byte[] secret) {
            return new NewSecret(Totp.base32(secret), Totp.uri(ISSUER, account, secret));
        }

        @Override
        public String toString() {
            return "NewSecret";
        }
    }

    @Inject
    private UserRepository users;

    @Inject
    private Caller caller;

    @Inject
    private FreshProof fresh;

    @Inject
    private FactorChanges changes;

    /** How many recovery codes are left. */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public int recoveryCodesLeft() {
        return users.recoveryCodesLeft(caller.userId());
    }

    /**
     * Begins to set one up, or another in its place; nothing changes before {@link #confirm}.
     *
     * @throws Refused {@code proof.needed}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public void begin() {
        fresh.require(caller.userId());
        AppUser user = users.get(caller.userId());
        user.prepareTotp(Totp.newSecret());
    }

    /** What was begun and not taken yet; null when nothing was, or the last proof is not fresh any more. */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public NewSecret begun() {
        AppUser user = users.get(caller.userId());
        if (user.totpPending() == null || !fresh.holds(FreshProof.LASTS)) {
            return null;
        }
        return NewSecret.of(user.getUserName(), CredentialSeal.openTotp(user.dek(), user.totpPending()));
    }

    /**
     * Takes what was begun, once a code proves that the app has it.
     *
     * @return the recovery codes that come with it, to be shown this once
     * @throws Refused {@code code.wrong}, {@code code.not-begun}, {@code proof.needed}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public List<String> confirm(String code) {
        fresh.require(caller.userId());
        AppUser user = users.get(caller.userId());
        if (user.totpPending() == null) {
            throw new Refused("code.not-begun");
        }
        OptionalLong step = Credentials.totpStep(user, user.totpPending(), code);
        if (step.isEmpty()) {
            throw new Refused("code.wrong");
        }
        user.takeTotp(step.getAsLong());
        changes.made(user, FactorChanges.Change.TOTP_ON, "second-factor.on");
        return users.drawRecoveryCodes(user.getId());
    }

    /**
     * Draws new recovery codes; those before open nothing any more.
     *
     * @throws Refused {@code code.not-begun} without a second factor, {@code proof.needed}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public List<String> renewRecoveryCodes() {
        fresh.require(caller.userId());
        AppUser user = users.get(caller.userId());
        if (!user.hasSecondFactor()) {
            throw new Refused("code.not-begun");
        }
        changes.made(user, FactorChanges.Change.RECOVERY_NEW, "second-factor.recovery");
        return users.drawRecoveryCodes(user.getId());
    }

    /**
     * Gives the app up; staff cannot. Without a passkey there is no second factor any more, and the recovery codes go, too.
     *
     * @throws Refused {@code proof.needed}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public void drop() {
        fresh.require(caller.userId());
        AppUser user = users.get(caller.userId());
        user.dropTotp();
        if (!user.hasSecondFactor()) {
            users.replaceRecoveryCodes(user.getId(), List.of());
        }
        changes.made(user, FactorChanges.Change.TOTP_OFF, "second-factor.off");
    }
}
