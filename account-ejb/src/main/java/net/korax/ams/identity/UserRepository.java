package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;

/** Users in {@code ams_core}. */
@Dependent
class UserRepository {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    EntityManager store() {
        return core;
    }

    AppUser get(UUID id) {
        AppUser user = core.find(AppUser.class, id);
        if (user == null) {
            throw new NotFound();
        }
        return user;
    }

    /** One statement whether there is such a user or not, so that neither takes longer than the other. */
    Optional<AppUser> byName(String key) {
        return core.createQuery(
                        "select distinct u from AppUser u left join fetch u.roles left join fetch u.passkeys"
                                + " where u.userNameKey = :key",
                        AppUser.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }

    /** Whom a provider means, by the fingerprint of its log-in. */
    Optional<AppUser> byProvider(byte[] fingerprint) {
        return core.createQuery("select u from AppUser u where u.providerFingerprint = :fingerprint", AppUser.class)
                .setParameter("fingerprint", fingerprint)
                .getResultStream()
                .findFirst();
    }

    boolean hasStaff() {
        return !core.createNativeQuery("select 1 from app_user where audience = 'STAFF' limit 1")
                .getResultList()
                .isEmpty();
    }

    /** From here to the end of the transaction nobody else changes who works here, on any server. */
    void holdStaff() {
        core.createNativeQuery("select cast(pg_advisory_xact_lock(hashtext('ams.staff')) as text)")
                .getSingleResult();
    }

    /** Whether a name is nobody's, and nobody's by an invitation that is open. */
    boolean isFree(String key) {
        return byName(key).isEmpty()
                && core.createQuery("select i from Invitation i where i.userNameKey = :key", Invitation.class)
                        .setParameter("key", key)
                        .getResultStream()
                        .noneMatch(Invitation::isOpen);
    }

    List<AppUser> ofAccount(UUID accountId) {
        return core.createQuery("select u from AppUser u where u.accountId = :account", AppUser.class)
                .setParameter("account", accountId)
                .getResultList();
    }

    List<AppUser> staff() {
        return core.createQuery(
                        "select u from AppUser u where u.audience = :staff order by u.staffNumber", AppUser.class)
                .setParameter("staff", Audience.STAFF)
                .getResultList();
    }

    List<CustodianTrust> trustOf(UUID userId) {
        return core.createQuery(
                        "select t from CustodianTrust t where t.userId = :user order by t.grantedAt desc",
                        CustodianTrust.class)
                .setParameter("user", userId)
                .getResultList();
    }

    /** Proposals and trust, of all custodians. */
    List<CustodianTrust> allTrust() {
        return core.createQuery("select t from CustodianTrust t where t.endedAt is null", CustodianTrust.class)
                .getResultList();
    }

    /** Whether a user who may sign in has the role of a custodian and a trust that lasts. */
    boolean isTrusted(UUID userId) {
        AppUser user = core.find(AppUser.class, userId);
        return user != null
                && user.isActive()
                && user.getRoles().contains(Roles.CARD_CUSTODIAN)
                && trustOf(userId).stream().anyMatch(CustodianTrust::isLive);
    }

    /** Takes a time step of the second factor for good; false when it, or a later one, was taken before (RFC 6238 5.2). */
    boolean takeTotpStep(UUID userId, long step) {
        return core.createQuery("update AppUser u set u.totpLastStep = :step"
                                + " where u.id = :id and (u.totpLastStep is null or u.totpLastStep < :step)")
                        .setParameter("step", step)
                        .setParameter("id", userId)
                        .executeUpdate()
                == 1;
    }

    boolean hasRecoveryCode(UUID userId, byte[] fingerprint) {
        return !core.createNativeQuery(
                        "select 1 from recovery_code where user_id = ?1 and fingerprint = ?2 and used_at is null")
                .setParameter(1, userId)
                .setParameter(2, fingerprint)
                .getResultList()
                .isEmpty();
    }

    /** Uses a recovery code up, and has its owner told; false when it was used before. */
    boolean takeRecoveryCode(UUID userId, byte[] fingerprint) {
        boolean taken = core.createNativeQuery("update recovery_code set used_at = ?3"
                                + " where user_id = ?1 and fingerprint = ?2 and used_at is null")
                        .setParameter(1, userId)
                        .setParameter(2, fingerprint)
                        .setParameter(3, java.sql.Timestamp.from(Time.now()))
                        .executeUpdate()
                == 1;
        if (taken) {
            toTell(userId, FactorChanges.Change.RECOVERY_USED);
        }
        return taken;
    }

    /** Puts a set of recovery codes in the place of the one before; an empty set leaves none. */
    void replaceRecoveryCodes(UUID userId, List<byte[]> fingerprints) {
        core.createNativeQuery("delete from recovery_code where user_id = ?1")
                .setParameter(1, userId)
                .executeUpdate();
        for (byte[] fingerprint : fingerprints) {
            core.createNativeQuery("insert into recovery_code (user_id, fingerprint) values (?1, ?2)")
                    .setParameter(1, userId)
                    .setParameter(2, fingerprint)
                    .executeUpdate();
        }
    }

    /** Draws new recovery codes in the place of those before. */
    List<String> drawRecoveryCodes(UUID userId) {
        List<String> codes = RecoveryCodes.draw();
        replaceRecoveryCodes(
                userId,
                codes.stream()
                        .map(code -> RecoveryCodes.fingerprint(userId, code))
                        .toList());
        return codes;
    }

    int recoveryCodesLeft(UUID userId) {
        return ((Number) core.createNativeQuery(
                                "select count(*) from recovery_code where user_id = ?1 and used_at is null")
                        .setParameter(1, userId)
                        .getSingleResult())
                .intValue();
    }

    /** A change of what a customer signs in with, to be told of by mail; of staff no address is known here. */
    void toTell(UUID userId, FactorChanges.Change change) {
        core.createNativeQuery("insert into factor_change (id, user_id, change, at)"
                        + " select ?1, id, ?3, ?4 from app_user where id = ?2 and audience = 'CUSTOMER'")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, userId)
                .setParameter(3, change.name())
                .setParameter(4, java.sql.Timestamp.from(Time.now()))
                .executeUpdate();
    }

    List<FactorChanges.Told> untoldChanges(int most) {
        List<?> rows = core.createNativeQuery("select c.id, u.account_id, c.change, c.at from factor_change c"
                        + " join app_user u on u.id = c.user_id where c.told_at is null order by c.at limit ?1")
                .setParameter(1, most)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new FactorChanges.Told(
                        (UUID) row[0],
                        (UUID) row[1],
                        FactorChanges.Change.valueOf((String) row[2]),
                        ((java.sql.Timestamp) row[3]).toInstant()))
                .toList();
    }

    void toldOfChange(UUID change) {
        core.createNativeQuery("update factor_change set told_at = ?2 where id = ?1")
                .setParameter(1, change)
                .setParameter(2, java.sql.Timestamp.from(Time.now()))
                .executeUpdate();
    }

    /** The hashes of the passwords that a member of staff had before, the last first. */
    @SuppressWarnings("unchecked")
    List<String> pastPasswords(UUID userId, int most) {
        return core.createNativeQuery(
                        "select password_hash from past_password where user_id = ?1 order by replaced_at desc limit ?2")
                .setParameter(1, userId)
                .setParameter(2, most)
                .getResultList();
    }

    /** Remembers a hash that is being replaced, and forgets all but the last {@code kept}. */
    void rememberPassword(UUID userId, String hash, int kept) {
        core.createNativeQuery(
                        "insert into past_password (id, user_id, password_hash, replaced_at) values (?1, ?2, ?3, ?4)")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, userId)
                .setParameter(3, hash)
                .setParameter(4, java.sql.Timestamp.from(Time.now()))
                .executeUpdate();
        core.createNativeQuery("delete from past_password where user_id = ?1 and id not in"
                        + " (select id from past_password where user_id = ?1 order by replaced_at desc limit ?2)")
                .setParameter(1, userId)
                .setParameter(2, kept)
                .executeUpdate();
    }

    /** The attempts under a name, which are locked until the transaction ends; there is a row afterwards. */
    SignInAttempt attempts(byte[] fingerprint) {
        core.createNativeQuery("insert into sign_in_attempt values (?1, 0, ?2) on conflict do nothing")
                .setParameter(1, fingerprint)
                .setParameter(2, java.sql.Timestamp.from(Time.now()))
                .executeUpdate();
        return core.find(SignInAttempt.class, fingerprint, LockModeType.PESSIMISTIC_WRITE);
    }

    void countAttempt(byte[] fingerprint) {
        core.createNativeQuery("update sign_in_attempt set failures = failures + 1, last_failure_at = ?2"
                        + " where user_name_fingerprint = ?1")
                .setParameter(1, fingerprint)
                .setParameter(2, java.sql.Timestamp.from(Time.now()))
                .executeUpdate();
    }

    /** Takes one attempt back, which was none. */
    void discountAttempt(byte[] fingerprint) {
        core.createNativeQuery("update sign_in_attempt set failures = failures - 1"
                        + " where user_name_fingerprint = ?1 and failures > 0")
                .setParameter(1, fingerprint)
                .executeUpdate();
    }

    void forgetFailures(byte[] fingerprint) {
        core.createNativeQuery("delete from sign_in_attempt where user_name_fingerprint = ?1")
                .setParameter(1, fingerprint)
                .executeUpdate();
    }

    String nextStaffNumber() {
        Number highest = (Number) core.createNativeQuery(
                        "select coalesce(max(substr(staff_number, 3)::int), 0) from app_user where staff_number is not null")
                .getSingleResult();
        return String.format("S-%02d", highest.intValue() + 1);
    }
}
