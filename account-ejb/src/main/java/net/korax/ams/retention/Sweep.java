package net.korax.ams.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.korax.ams.persistence.Lease;
import net.korax.ams.shared.Time;

/** Removes rows in batches, each a transaction of its own that holds the lease in the rows' store. */
@Dependent
class Sweep {

    static final int BATCH = 500;
    static final String WORK = "retention";
    static final Duration LEASE = Duration.ofMinutes(10);

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    /** How many rows are too old. */
    @Transactional
    long found(Rule rule) {
        return ((Number) in(rule).createNativeQuery(rule.countQuery())
                        .setParameter(1, limit(rule))
                        .getSingleResult())
                .longValue();
    }

    /**
     * Removes the oldest rows, five hundred at the most; how many.
     *
     * @throws LeaseLost when another server has taken over
     */
    @Transactional
    int removeBatch(Rule rule) {
        if (!Lease.hold(in(rule), WORK, LEASE)) {
            throw new LeaseLost();
        }
        return in(rule).createNativeQuery(rule.batch())
                .setParameter(1, limit(rule))
                .setParameter(2, BATCH)
                .executeUpdate();
    }

    private static OffsetDateTime limit(Rule rule) {
        return Time.now().minus(rule.span()).atOffset(ZoneOffset.UTC);
    }

    private EntityManager in(Rule rule) {
        return switch (rule.store()) {
            case CORE -> core;
            case PERSON -> person;
            case VAULT -> vault;
        };
    }

    /** This server came back late. */
    static final class LeaseLost extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
