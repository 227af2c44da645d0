package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.korax.ams.account.Accounts;

/** The erasures' rows in {@code ams_core}. */
@Dependent
class ErasureLedger {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private Accounts accounts;

    /** Closes the account and opens its erasure in one transaction; an erasure already open goes on. */
    @Transactional
    void begin(UUID accountId, String typedNumber, String actor) {
        accounts.close(accountId, typedNumber, actor);
        if (core.find(Erasure.class, accountId) == null) {
            core.persist(new Erasure(accountId));
        }
    }

    @Transactional
    Erasure get(UUID accountId) {
        return core.find(Erasure.class, accountId);
    }

    @Transactional
    Erasure done(UUID accountId, Erasure.Step step, int rows) {
        Erasure erasure = core.find(Erasure.class, accountId);
        if (erasure.getStep() == step) {
            erasure.done(step.name().toLowerCase(Locale.ROOT), rows);
        }
        return erasure;
    }

    @Transactional
    void tried(UUID accountId) {
        core.find(Erasure.class, accountId).tried();
    }

    @Transactional
    List<UUID> unfinished() {
        return core.createQuery(
                        "select e.accountId from Erasure e where e.finishedAt is null order by e.requestedAt",
                        UUID.class)
                .setMaxResults(50)
                .getResultList();
    }
}
