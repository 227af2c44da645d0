package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * The caller's own passkeys: a second factor for customers beside or in place of codes, for staff beside them; and with the PIN or body
 * that unlocks one, both factors at once (PCI 8.4.2). Each change takes a fresh proof, ends every other visit and is told by mail.
 */
@Stateless
@DenyAll
public class PasskeyService {

    private static final int MOST = 10;

    @Inject
    private UserRepository users;

    @Inject
    private Passkeys passkeys;

    @Inject
    private SignInLedger ledger;

    @Inject
    private FactorChanges changes;

    @Inject
    private Origins origins;

    @Inject
    private FreshProof fresh;

    @Inject
    private Caller caller;

    /** Those of the caller, the oldest first. */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public List<Passkey> mine() {
        return users.get(caller.userId()).passkeys().stream()
                .sorted(Comparator.comparing(Passkey::getCreatedAt))
                .toList();
    }

    /**
     * Asks for a new passkey; nothing changes before {@link #add}.
     *
     * @param label as it will be stored, so that what is wrong with it shows before an authenticator makes a key
     * @throws Refused {@code proof.needed}, {@code passkey-label.*}, {@code passkey.too-many}, {@code passkey.no-host}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public PasskeyChallenge askNew(String label) {
        fresh.require(caller.userId());
        Passkey.readLabel(label);
        AppUser user = users.get(caller.userId());
        if (user.passkeys().size() >= MOST) {
            throw new Refused("passkey.too-many", MOST);
        }
        user.preparePasskeys();
        return passkeys.askNew(user);
    }

    /**
     * Takes the passkey that an authenticator has made.
     *
     * @param answer what {@code navigator.credentials.create} gave, as JSON
     * @return recovery codes, to be shown this once, when it is the first second factor; else none
     * @throws Refused {@code proof.needed}, {@code passkey-label.*} (the answer may come again), {@code passkey.refused}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public List<String> add(UUID ceremony, String answer, String label) {
        fresh.require(caller.userId());
        String called = Passkey.readLabel(label);
        AppUser user = users.get(caller.userId());
        Passkey added = passkeys.take(ceremony, PasskeyCeremony.Purpose.ADD)
                .filter(asked -> asked.userId().equals(user.getId()))
                .flatMap(asked -> passkeys.create(asked, answer, user, called))
                .orElseThrow(() -> new Refused("passkey.refused"));
        boolean first = !user.hasSecondFactor();
        user.add(added);
        changes.made(user, FactorChanges.Change.PASSKEY_ADDED, "passkey.add");
        return first ? users.drawRecoveryCodes(user.getId()) : List.of();
    }

    /**
     * Removes one of the caller's. With the last second factor the recovery codes go, too; staff keep their codes.
     *
     * @throws NotFound when it is not the caller's
     * @throws Refused {@code proof.needed}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public void remove(UUID id) {
        fresh.require(caller.userId());
        AppUser user = users.get(caller.userId());
        if (!user.removePasskey(id)) {
            throw new NotFound();
        }
        if (!user.hasSecondFactor()) {
            users.replaceRecoveryCodes(user.getId(), List.of());
        }
        changes.made(user, FactorChanges.Change.PASSKEY_REMOVED, "passkey.remove");
    }

    /**
     * Asks for a passkey at one of the doors.
     *
     * @param awaited from {@link SignInResult#awaitsCode}; null when anybody may say who he is
     * @throws Refused {@code passkey.no-host}; {@code proof.too-soon} with seconds, when it was asked too often from one place
     */
    @PermitAll
    public PasskeyChallenge askAtTheDoor(UUID awaited) {
        if (origins.isBeyond(Origins.Counted.PASSKEY)) {
            throw new Refused("proof.too-soon", origins.restOfTheWindow().toSeconds() + 1);
        }
        origins.count(Origins.Counted.PASSKEY);
        return passkeys.ask(PasskeyCeremony.Purpose.SIGN_IN, awaited == null ? null : users.get(awaited));
    }

    /**
     * Asks the caller for a passkey of his, to prove again who he is.
     *
     * @throws Refused {@code passkey.no-host}
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public PasskeyChallenge askAgain() {
        return passkeys.ask(PasskeyCeremony.Purpose.PROVE, users.get(caller.userId()));
    }

    /**
     * Proves again who the caller is, as {@link VisitService#prove} does with a password.
     *
     * @return the new reference of the visit, for the browser; the one before opens nothing any more
     * @throws Refused {@code proof.refused}, {@code proof.too-soon} with seconds
     */
    @RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public VisitToken prove(UUID ceremony, String answer) {
        AppUser user = users.get(caller.userId());
        UUID visit = caller.visitId().orElseThrow(NotFound::new);
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = ledger.attempt(fingerprint, user.getAudience());
        if (!wait.isZero()) {
            throw new Refused("proof.too-soon", wait.toSeconds() + 1);
        }
        PasskeyCeremony asked = passkeys.take(ceremony, PasskeyCeremony.Purpose.PROVE)
                .filter(any -> any.userId().equals(user.getId()))
                .orElse(null);
        Credentials.Proved proved = asked == null
                ? null
                : passkeys.read(answer)
                        .map(given -> passkeys.check(asked, given))
                        .orElse(null);
        VisitToken renewed = proved == null ? null : ledger.provedAgain(user.getId(), visit, proved, fingerprint);
        if (renewed == null) {
            ledger.failed(user.getId());
            throw new Refused("proof.refused");
        }
        return renewed;
    }
}
