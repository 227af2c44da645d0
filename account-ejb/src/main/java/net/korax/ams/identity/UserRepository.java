package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
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

    Optional<AppUser> byName(String key) {
        return core.createQuery("select u from AppUser u where u.userNameKey = :key", AppUser.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
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

    Optional<SignInAttempt> attempts(byte[] fingerprint) {
        return Optional.ofNullable(core.find(SignInAttempt.class, fingerprint));
    }

    void countFailure(byte[] fingerprint) {
        core.createNativeQuery(
                        "insert into sign_in_attempt values (?1, 1, ?2) on conflict (user_name_fingerprint)"
                                + " do update set failures = sign_in_attempt.failures + 1, last_failure_at = excluded.last_failure_at")
                .setParameter(1, fingerprint)
                .setParameter(2, java.sql.Timestamp.from(Time.now()))
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
