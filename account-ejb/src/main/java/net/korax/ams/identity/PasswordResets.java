package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Time;

/** Wishes for a new password in {@code ams_core}, and the short transactions in which they are asked, answered and granted. */
@Dependent
public class PasswordResets {

    /** So many mails an hour one name brings about; what is asked beyond, or too often from one place, is answered alike and does nothing. */
    static final int MOST_AN_HOUR = 3;

    /** A customer who waits for a link. */
    public record Waiting(UUID id, UUID account) {}

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private UserRepository users;

    @Inject
    private Visits visits;

    @Inject
    private Origins origins;

    @Inject
    private AuditTrail trail;

    /** @param userNameKey of somebody or of nobody, with the same effort */
    @Transactional
    void ask(String userNameKey) {
        byte[] fingerprint = CredentialSeal.fingerprint("password-reset-name", userNameKey);
        UUID user = users.byName(userNameKey)
                .filter(any -> any.isActive() && any.getAudience() == Audience.CUSTOMER)
                .map(AppUser::getId)
                .orElse(null);
        Number lately = (Number) core.createQuery("select count(r) from PasswordReset r"
                        + " where r.userNameFingerprint = :name and r.askedAt > :since")
                .setParameter("name", fingerprint)
                .setParameter("since", Time.now().minus(PasswordReset.LIFE))
                .getSingleResult();
        boolean tooMany = origins.isBeyond(Origins.Counted.RESET);
        origins.count(Origins.Counted.RESET);
        if (lately.intValue() < MOST_AN_HOUR && !tooMany) {
            core.persist(new PasswordReset(fingerprint, user));
            trail.record(core, AuditEntry.done("anonymous", "password.forgotten", null, user));
        }
    }

    /** Customers to whom a link is to be sent, those who have waited longest first. */
    @Transactional
    public List<Waiting> waiting(int most) {
        List<?> rows = core.createNativeQuery(
                        "select r.id, u.account_id from password_reset r join app_user u on u.id = r.user_id"
                                + " where r.token_fingerprint is null order by r.asked_at limit ?1")
                .setParameter(1, most)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Waiting((UUID) row[0], (UUID) row[1]))
                .toList();
    }

    /** A token for a link; it opens nothing before {@link #sent}. */
    public String drawToken() {
        return PasswordReset.drawToken();
    }

    /** The link is on its way. */
    @Transactional
    public void sent(UUID id, String token) {
        Optional.ofNullable(core.find(PasswordReset.class, id)).ifPresent(reset -> reset.linkSent(token));
    }

    /** The user of a link that would work now. */
    @Transactional
    Optional<AppUser> userOf(String token) {
        return live(token, LockModeType.NONE).map(reset -> users.get(reset.userId()));
    }

    /** Takes a link for good and puts a new password in the place of the old one; false when the link works no more. */
    @Transactional
    boolean grant(String token, String passwordHash) {
        Optional<PasswordReset> reset = live(token, LockModeType.PESSIMISTIC_WRITE);
        reset.ifPresent(taken -> {
            AppUser user = users.get(taken.userId());
            core.createQuery("update PasswordReset r set r.usedAt = :now where r.userId = :user and r.usedAt is null")
                    .setParameter("now", Time.now())
                    .setParameter("user", user.getId())
                    .executeUpdate();
            taken.use();
            user.changePassword(passwordHash);
            users.forgetFailures(Credentials.fingerprint(user.userNameKey()));
            users.toTell(user.getId(), FactorChanges.Change.PASSWORD);
            visits.endOthers(user, null, Visit.Ending.PASSWORD_CHANGED);
            trail.record(
                    core,
                    AuditEntry.done(user.getId().toString(), "password.reset", user.getAccountId(), user.getId()));
        });
        return reset.isPresent();
    }

    private Optional<PasswordReset> live(String token, LockModeType lock) {
        return core.createQuery("select r from PasswordReset r where r.tokenFingerprint = :token", PasswordReset.class)
                .setParameter("token", PasswordReset.fingerprint(token))
                .setLockMode(lock)
                .getResultStream()
                .findFirst()
                .filter(PasswordReset::isLive);
    }
}
