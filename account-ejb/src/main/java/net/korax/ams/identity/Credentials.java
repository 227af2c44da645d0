package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * Checks what somebody proves with who he is: the password, and the second factor if he has one. Where no transaction is open, for a
 * hash takes its time; what was proved is taken for good by {@link SignInLedger}.
 */
@Dependent
class Credentials {

    /** A second factor that holds, and what of it is used up: the step of a code, the fingerprint of a recovery code, or a signature. */
    record Proved(SecondFactor factor, Long totpStep, byte[] recovery, Signature signature) {
        static final Proved NOTHING = new Proved(SecondFactor.NONE, null, null, null);

        static Proved totp(long step) {
            return new Proved(SecondFactor.TOTP, step, null, null);
        }

        static Proved recovery(byte[] fingerprint) {
            return new Proved(SecondFactor.RECOVERY_CODE, null, fingerprint, null);
        }

        static Proved passkey(UUID id, long count) {
            return new Proved(SecondFactor.PASSKEY, null, null, new Signature(id, count));
        }
    }

    /** A signature of a passkey, by the count that the authenticator put under it; always 0 of one that does not count. */
    record Signature(UUID passkey, long count) {}

    @Inject
    private UserRepository users;

    @Inject
    private SignInLedger ledger;

    @Inject
    private Argon2PasswordHash hashing;

    static byte[] fingerprint(String userNameKey) {
        return CredentialSeal.fingerprint("sign-in", userNameKey);
    }

    /**
     * @param user null for nobody, who costs the same hash and never holds
     * @param fingerprint under which the attempt was counted; it is taken back when nobody could look at it
     * @throws Busy
     */
    boolean passwordHolds(AppUser user, String typed, byte[] fingerprint) {
        String stored = user == null ? Argon2PasswordHash.UNKNOWN_USER : user.passwordHash();
        try {
            return hashing.verify(typed == null ? new char[0] : typed.toCharArray(), stored) && user != null;
        } catch (Busy turnedAway) {
            ledger.undecided(fingerprint);
            throw turnedAway;
        }
    }

    /** The hash to store in place of one with parameters of the past; null when the stored one is of today. */
    String upgraded(AppUser user, String typed) {
        return hashing.needsRehash(user.passwordHash()) ? hashing.generate(typed.toCharArray()) : null;
    }

    /** Staff without a second factor never get in, however the row came to be. Null when what was typed does not hold. */
    Proved secondFactor(AppUser user, String typed) {
        if (!user.hasSecondFactor()) {
            return user.getAudience() == Audience.CUSTOMER ? Proved.NOTHING : null;
        }
        if (typed == null) {
            return null;
        }
        OptionalLong step = user.hasTotp() ? totpStep(user, user.totpSealed(), typed) : OptionalLong.empty();
        if (step.isPresent()) {
            return Proved.totp(step.getAsLong());
        }
        byte[] recovery = RecoveryCodes.fingerprint(user.getId(), typed);
        return recovery != null && users.hasRecoveryCode(user.getId(), recovery) ? Proved.recovery(recovery) : null;
    }

    /** The step of a code, of the second factor or of one that is being set up. */
    static OptionalLong totpStep(AppUser user, byte[] sealed, String typed) {
        byte[] secret = CredentialSeal.openTotp(user.dek(), sealed);
        return Totp.accept(secret, typed, Time.now(), user.totpLastStep() == null ? -1 : user.totpLastStep());
    }
}
