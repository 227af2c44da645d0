package net.korax.ams.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.korax.ams.persistence.Lease;
import net.korax.ams.persistence.Stores;
import net.korax.ams.shared.Time;

/** Removes rows in batches, each a transaction of its own that holds the lease in the rows' store. */
@Dependent
class Sweep {

    static final int BATCH = 500;
    static final String WORK = "retention";
    static final Duration LEASE = Duration.ofMinutes(10);

    @Inject
    private Stores stores;

    /** How many rows are too old. */
    @Transactional
    long found(Rule rule) {
        return ((Number) stores.in(rule.store())
                        .createNativeQuery(rule.countQuery())
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
        if (!Lease.hold(stores.in(rule.store()), WORK, LEASE)) {
            throw new LeaseLost();
        }
        return stores.in(rule.store())
                .createNativeQuery(rule.batch())
                .setParameter(1, limit(rule))
                .setParameter(2, BATCH)
                .executeUpdate();
    }

    private static OffsetDateTime limit(Rule rule) {
        return Time.now().minus(rule.span()).atOffset(ZoneOffset.UTC);
    }

    /** This server came back late. */
    static final class LeaseLost extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
