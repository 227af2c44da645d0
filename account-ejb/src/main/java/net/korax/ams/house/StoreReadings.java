package net.korax.ams.house;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Single readings, each a transaction in one store, so that a store which is down takes none of the others with it. */
@Dependent
class StoreReadings {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    /** The number of the last migration that was run. */
    @Transactional
    int schemaVersion(Store store) {
        return number(store, "select max(version::int) from flyway_schema_history where success");
    }

    @Transactional
    Backlog.Waiting waiting(Backlog backlog) {
        Object[] row = (Object[])
                in(backlog.store()).createNativeQuery(backlog.query()).getSingleResult();
        return new Backlog.Waiting(
                ((Number) row[0]).longValue(), row[1] == null ? null : ((Timestamp) row[1]).toInstant());
    }

    /** Mails that were tried often enough. */
    @Transactional
    int mailsGivenUp() {
        return number(Store.PERSON, "select count(*) from mail_outbox where state = 'QUARANTINED'");
    }

    /** The number of the last link of the audit chain. */
    @Transactional
    long lastLink() {
        return ((Number) core.createNativeQuery("select seq from audit_head").getSingleResult()).longValue();
    }

    /** When the last review of who may do what was closed. */
    @Transactional
    Optional<Instant> lastAccessReview() {
        Timestamp last = (Timestamp) core.createNativeQuery("select max(closed_at) from access_review")
                .getSingleResult();
        return Optional.ofNullable(last).map(Timestamp::toInstant);
    }

    private int number(Store store, String query) {
        return ((Number) in(store).createNativeQuery(query).getSingleResult()).intValue();
    }

    private EntityManager in(Store store) {
        return switch (store) {
            case CORE -> core;
            case PERSON -> person;
            case VAULT -> vault;
        };
    }
}
