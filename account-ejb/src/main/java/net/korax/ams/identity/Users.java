package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.WrappedDek;

/**
 * Steps of the journeys that make and unmake users. Not a session bean: no page reaches it, so it needs no role and opens no
 * door.
 */
@Dependent
public class Users {

    @Inject
    private UserRepository users;

    @Inject
    private Visits visits;

    @Inject
    private Origins origins;

    @Inject
    private AuditTrail trail;

    @Inject
    private Argon2PasswordHash hashing;

    /** Checks a password against the policy and hashes it; to be called where no transaction is open, it takes its time. */
    public String hash(String password, UserName userName) {
        PasswordPolicy.check(password, userName);
        return hashing.generate(password.toCharArray());
    }

    /** The same for somebody who becomes a member of staff. */
    public String hashOfStaff(String password, UserName userName) {
        PasswordPolicy.checkOfStaff(password, userName);
        return hashing.generate(password.toCharArray());
    }

    /** Whether nobody has the name, or one that looks the same, and nobody is invited under it. */
    public boolean isFree(UserName userName) {
        return users.isFree(userName.key());
    }

    /**
     * Counts that a name was asked for which somebody has, so that nobody reads the list of customers out of the sign-up.
     *
     * @throws Refused {@code user-name.too-many-taken} when it happened too often from one place
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void countTaken() {
        if (origins.isBeyond(Origins.Counted.NAME_TAKEN)) {
            throw new Refused("user-name.too-many-taken");
        }
        origins.count(Origins.Counted.NAME_TAKEN);
    }

    /** @throws Refused {@code user-name.taken} when somebody has the name, or one that looks the same */
    @Transactional
    public UUID open(UUID accountId, UserName userName, String passwordHash, String locale) {
        if (!isFree(userName)) {
            throw new Refused("user-name.taken");
        }
        AppUser user = AppUser.customer(accountId, userName, passwordHash, locale);
        users.store().persist(user);
        trail.record(users.store(), AuditEntry.done(user.getId().toString(), "user.open", accountId, user.getId()));
        return user.getId();
    }

    /** Under which keyed fingerprints failed sign-ins of the account's users are counted, in hexadecimal; none when they have gone. */
    @Transactional
    public Set<String> fingerprints(UUID accountId) {
        return users.ofAccount(accountId).stream()
                .map(user -> HexFormat.of().formatHex(Credentials.fingerprint(user.userNameKey())))
                .collect(Collectors.toSet());
    }

    /** What the account's passkeys are called, by passkey. */
    @Transactional
    public Map<UUID, String> passkeyLabels(UUID accountId) {
        return users.ofAccount(accountId).stream()
                .flatMap(user -> user.passkeys().stream())
                .collect(Collectors.toMap(Passkey::getId, Passkey::getLabel));
    }

    /** Ends every visit of an account that is being closed. */
    @Transactional
    public void endVisits(UUID accountId) {
        users.ofAccount(accountId).forEach(user -> visits.endOthers(user, null, Visit.Ending.ACCOUNT_CLOSED));
    }

    /** Removes the users of an account with their visits; the number removed. Removing nothing is no error. */
    @Transactional
    public int erase(UUID accountId) {
        var ofAccount = users.ofAccount(accountId);
        int rows = ofAccount.size();
        for (AppUser user : ofAccount) {
            users.forgetFailures(Credentials.fingerprint(user.userNameKey()));
            rows += visits.forget(user.getId());
            users.store().remove(user);
        }
        return rows;
    }

    /** A member of staff with a given second factor. */
    @Transactional
    public UUID enrolStaff(UserName userName, String passwordHash, byte[] totpSecret, Set<String> roles) {
        UUID id = UUID.randomUUID();
        WrappedDek key = CredentialSeal.newKey(id);
        users.store()
                .persist(AppUser.staff(
                        id,
                        users.nextStaffNumber(),
                        userName,
                        passwordHash,
                        key,
                        CredentialSeal.sealTotp(key, totpSecret),
                        roles));
        trail.record(users.store(), AuditEntry.done(AuditEntry.SYSTEM, "staff.enrol", null, id));
        return id;
    }

    /** Trust given while the house is set up, to one member of staff by two others. */
    @Transactional
    public void trust(UUID userId, UUID grantedBy, UUID approvedBy, String reason, Instant endsAt) {
        CustodianTrust trust = new CustodianTrust(userId, grantedBy, reason, endsAt);
        trust.approve(approvedBy);
        users.store().persist(trust);
        trail.record(users.store(), AuditEntry.done(grantedBy.toString(), "trust.propose", null, userId));
        trail.record(users.store(), AuditEntry.done(approvedBy.toString(), "trust.grant", null, userId));
    }

    /**
     * The numbers of members of staff, by their ids; who is none, or is gone, is missing. Asked from within steps in another store, so in a
     * transaction of its own.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Map<UUID, String> staffNumbers(Set<UUID> userIds) {
        return users.staff().stream()
                .filter(user -> userIds.contains(user.getId()))
                .collect(Collectors.toMap(AppUser::getId, AppUser::getStaffNumber));
    }

    /** What customers may know of a member of staff: his number. Asked from within steps in another store, so in a transaction of its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public String staffNumber(UUID userId) {
        return users.get(userId).getStaffNumber();
    }
}
