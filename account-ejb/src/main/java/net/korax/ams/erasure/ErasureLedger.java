package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import net.korax.ams.account.Accounts;
import net.korax.ams.persistence.Lease;
import net.korax.ams.shared.Time;

/** The erasures' rows in {@code ams_core}. */
@Dependent
class ErasureLedger {

    private static final Duration IN_ONE_REQUEST = Duration.ofSeconds(10);
    private static final Duration LATELY = Duration.ofHours(49);
    private static final Duration ONE_NIGHT = Duration.ofHours(2);

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private Accounts accounts;

    /** Closes the account and opens its erasure in one transaction; an erasure already open goes on. */
    @Transactional
    void begin(UUID accountId, String typedNumber, String actor) {
        accounts.close(accountId, typedNumber, actor);
        if (core.find(Erasure.class, accountId) == null) {
            core.persist(new Erasure(accountId, UUID.randomUUID(), Time.now()));
        }
    }

    /** Opens the erasure of an account that was erased before and is back. */
    @Transactional
    void beginAgain(OutsideLedger.Entry erased) {
        accounts.closeAgain(erased.account());
        Erasure erasure = core.find(Erasure.class, erased.account(), LockModeType.PESSIMISTIC_WRITE);
        if (erasure == null) {
            erasure = new Erasure(erased.account(), erased.certificate(), erased.at());
            core.persist(erasure);
        }
        erasure.again();
    }

    /** The erasure that a certificate belongs to, whether it is finished or not. */
    @Transactional
    Optional<Erasure> ofCertificate(UUID certificateId) {
        return where("e.certificateId", certificateId);
    }

    /** The erasure whose certificate has a fingerprint, in hexadecimal. */
    @Transactional
    Optional<Erasure> ofFingerprint(String fingerprint) {
        return where("e.fingerprint", fingerprint);
    }

    private Optional<Erasure> where(String attribute, Object value) {
        return core.createQuery("select e from Erasure e where " + attribute + " = :value", Erasure.class)
                .setParameter("value", value)
                .getResultStream()
                .findFirst();
    }

    @Transactional
    void found(UUID accountId, String subjects, String found) {
        locked(accountId).found(subjects, found);
    }

    @Transactional
    void certified(UUID accountId, Certificate certificate) {
        locked(accountId).certified(certificate);
    }

    @Transactional
    Erasure get(UUID accountId) {
        return core.find(Erasure.class, accountId);
    }

    /**
     * Moves the row on to the next step, unless somebody else was faster.
     *
     * @param rest what is still to do of the step in this store, in the same transaction; gives the number of rows
     */
    @Transactional
    Erasure done(UUID accountId, Erasure.Step step, IntSupplier rest) {
        Erasure erasure = locked(accountId);
        if (erasure.getStep() == step) {
            erasure.done(step.name().toLowerCase(Locale.ROOT), rest.getAsInt());
        }
        return erasure;
    }

    @Transactional
    void tried(UUID accountId) {
        locked(accountId).tried();
    }

    /** Whoever has asked for it and whoever goes on with it may come to the same row. */
    private Erasure locked(UUID accountId) {
        return core.find(Erasure.class, accountId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Who was erased since the night before last, when it is for this server to look after them. */
    @Transactional
    List<UUID> finishedLately() {
        return Lease.hold(core, "erasure.left-overs", ONE_NIGHT)
                ? core.createQuery("select e.accountId from Erasure e where e.finishedAt > :moment", UUID.class)
                        .setParameter("moment", Time.now().minus(LATELY))
                        .getResultList()
                : List.of();
    }

    /** Those that nobody is at: who has asked for one takes it through its steps in the same request, if he can. */
    @Transactional
    List<UUID> unfinished() {
        return core.createQuery(
                        "select e.accountId from Erasure e where e.finishedAt is null and e.requestedAt < :moment"
                                + " order by e.requestedAt",
                        UUID.class)
                .setParameter("moment", Time.now().minus(IN_ONE_REQUEST))
                .setMaxResults(50)
                .getResultList();
    }
}
