package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.Refused;

/**
 * Proves who signs in (P08, P18). Customers give a user name and a password, and then a code if they have a second factor; staff give
 * all three at once, or a code after a provider has named them ({@link ProviderService}); a passkey stands for all of it. Each only at their own door. An unknown name costs the same hash as a known one;
 * more at once than the house can check are turned away with {@link Busy}. The customers' door gives no role of staff, and a custodian
 * without a live trust is let in without the custodian's role (P17).
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SignInService {

    @Inject
    private UserRepository users;

    @Inject
    private Credentials credentials;

    @Inject
    private Passkeys passkeys;

    @Inject
    private SignInLedger ledger;

    /** @param code of staff; of a customer with a second factor null, it is asked for next */
    @PermitAll
    public SignInResult signIn(String userName, String password, String code, Audience audience) {
        String key = key(userName);
        byte[] fingerprint = Credentials.fingerprint(key);
        Duration wait = ledger.attempt(fingerprint, audience);
        if (!wait.isZero()) {
            return SignInResult.tooSoon(wait);
        }
        AppUser user = users.byName(key)
                .filter(AppUser::isActive)
                .filter(any -> any.getAudience() == audience)
                .orElse(null);
        boolean passwordHolds = credentials.passwordHolds(user, password, fingerprint);
        if (passwordHolds && audience == Audience.CUSTOMER && user.hasSecondFactor() && code == null) {
            ledger.undecided(fingerprint);
            return SignInResult.codeWanted(user);
        }
        Credentials.Proved proved = user == null ? null : credentials.secondFactor(user, code);
        if (!passwordHolds || proved == null) {
            ledger.failed(user == null ? null : user.getId());
            return SignInResult.refused();
        }
        return enter(user, proved, fingerprint, credentials.upgraded(user, password));
    }

    /**
     * The second step of a customer whose password was right, or of a member of staff whom the provider has named.
     *
     * @param userId from {@link SignInResult#awaitsCode}; kept by the server, never by the browser
     * @param code of the app, or a recovery code
     */
    @PermitAll
    public SignInResult withCode(UUID userId, String code, Audience audience) {
        AppUser user = users.get(userId);
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = ledger.attempt(fingerprint, audience);
        if (!wait.isZero()) {
            return SignInResult.tooSoon(wait);
        }
        Credentials.Proved proved = user.isActive() && user.getAudience() == audience && code != null
                ? credentials.secondFactor(user, code)
                : null;
        if (proved == null) {
            ledger.failed(user.getId());
            return SignInResult.refused();
        }
        return enter(user, proved, fingerprint, null);
    }

    /**
     * Lets in who has a passkey, with or without a password before: the device and the PIN or body that unlocks it are two factors
     * (PCI 8.4.2).
     *
     * @param ceremony from {@link PasskeyChallenge}; kept by the server, never by the browser
     * @param answer what {@code navigator.credentials.get} gave, as JSON
     */
    @PermitAll
    public SignInResult withPasskey(UUID ceremony, String answer, Audience audience) {
        PasskeyCeremony asked =
                passkeys.take(ceremony, PasskeyCeremony.Purpose.SIGN_IN).orElse(null);
        Passkeys.Answer given = passkeys.read(answer)
                .filter(any -> any.passkey().owner().isActive())
                .filter(any -> any.passkey().owner().getAudience() == audience)
                .orElse(null);
        if (given == null) {
            ledger.failed(null);
            return SignInResult.refused();
        }
        AppUser user = given.passkey().owner();
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = ledger.attempt(fingerprint, audience);
        if (!wait.isZero()) {
            return SignInResult.tooSoon(wait);
        }
        Credentials.Proved proved = asked == null ? null : passkeys.check(asked, given);
        if (proved == null) {
            ledger.failed(user.getId());
            return SignInResult.refused();
        }
        return enter(user, proved, fingerprint, null);
    }

    private SignInResult enter(AppUser user, Credentials.Proved proved, byte[] fingerprint, String newHash) {
        if (!ledger.succeeded(user.getId(), user.getAccountId(), proved, fingerprint, newHash)) {
            ledger.failed(user.getId());
            return SignInResult.refused();
        }
        return SignInResult.accepted(user, liveRoles(user, proved), proved.factor());
    }

    private static String key(String typed) {
        try {
            return new UserName(typed).key();
        } catch (Refused notAName) {
            return "";
        }
    }

    private Set<String> liveRoles(AppUser user, Credentials.Proved proved) {
        if (user.getAudience() == Audience.CUSTOMER) {
            return Set.of(Roles.CUSTOMER);
        }
        Set<String> roles = new HashSet<>(user.getRoles());
        if (!proved.factor().isOwn() || users.trustOf(user.getId()).stream().noneMatch(CustodianTrust::isLive)) {
            roles.remove(Roles.CARD_CUSTODIAN);
        }
        return roles;
    }
}
