package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * Proves who signs in (P08, P18). Customers give a user name and a password, staff also a code of their second factor; each
 * only at their own door. An unknown name costs the same hash as a known one. The customers' door gives no role of staff,
 * and a custodian without a live trust is let in without the custodian's role (P17).
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SignInService {

    @Inject
    private UserRepository users;

    @Inject
    private SignInLedger ledger;

    private final PasswordHash hashing = new PasswordHash(CredentialSeal::pepper);

    @PermitAll
    public SignInResult signIn(String userName, String password, String totp, Audience audience) {
        String key = key(userName);
        byte[] fingerprint = CredentialSeal.fingerprint("sign-in", key);
        Duration wait = users.attempts(fingerprint).map(SignInAttempt::waitNow).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            return SignInResult.tooSoon(wait);
        }
        Optional<AppUser> known =
                users.byName(key).filter(AppUser::isActive).filter(user -> user.getAudience() == audience);
        String stored = known.map(AppUser::passwordHash).orElse(PasswordHash.UNKNOWN_USER);
        char[] typed = password == null ? new char[0] : password.toCharArray();
        boolean passwordHolds = hashing.matches(typed, stored) && known.isPresent();
        OptionalLong step = known.filter(AppUser::hasSecondFactor)
                .map(user -> totpStep(user, totp))
                .orElse(OptionalLong.empty());
        boolean factorHolds = step.isPresent()
                || known.filter(SignInService::needsNoSecondFactor).isPresent();
        if (!passwordHolds || !factorHolds) {
            ledger.failed(known.map(AppUser::getId).orElse(null), fingerprint);
            return SignInResult.refused();
        }
        AppUser user = known.orElseThrow();
        String upgraded = hashing.needsRehash(stored) ? hashing.hash(typed) : null;
        Long taken = step.isPresent() ? step.getAsLong() : null;
        if (!ledger.succeeded(user.getId(), user.getAccountId(), taken, fingerprint, upgraded)) {
            ledger.failed(user.getId(), fingerprint);
            return SignInResult.refused();
        }
        return new SignInResult(
                Caller.principal(user.getId(), user.getAccountId(), null),
                liveRoles(user),
                user.getLocale(),
                Duration.ZERO);
    }

    private static String key(String typed) {
        try {
            return new UserName(typed).key();
        } catch (Refused notAName) {
            return "";
        }
    }

    /** Staff without one never get in, however the row came to be. */
    private static boolean needsNoSecondFactor(AppUser user) {
        return user.getAudience() == Audience.CUSTOMER && !user.hasSecondFactor();
    }

    private static OptionalLong totpStep(AppUser user, String typed) {
        byte[] secret = CredentialSeal.openTotp(user.dek(), user.totpSealed());
        return Totp.accept(secret, typed, Time.now(), user.totpLastStep() == null ? -1 : user.totpLastStep());
    }

    private Set<String> liveRoles(AppUser user) {
        if (user.getAudience() == Audience.CUSTOMER) {
            return Set.of(Roles.CUSTOMER);
        }
        Set<String> roles = new HashSet<>(user.getRoles());
        if (users.trustOf(user.getId()).stream().noneMatch(CustodianTrust::isLive)) {
            roles.remove(Roles.CARD_CUSTODIAN);
        }
        return roles;
    }
}
