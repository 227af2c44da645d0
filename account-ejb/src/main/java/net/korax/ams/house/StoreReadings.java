package net.korax.ams.house;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.korax.ams.persistence.Store;
import net.korax.ams.persistence.Stores;

/** Single readings, each a transaction in one store, so that a store which is down takes none of the others with it. */
@Dependent
class StoreReadings {

    @Inject
    private Stores stores;

    /** The number of the last migration that was run. */
    @Transactional
    int schemaVersion(Store store) {
        return number(store, "select max(version::int) from flyway_schema_history where success");
    }

    @Transactional
    Backlog.Waiting waiting(Backlog backlog) {
        Object[] row = (Object[])
                stores.in(backlog.store()).createNativeQuery(backlog.query()).getSingleResult();
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
        return ((Number) stores.in(Store.CORE)
                        .createNativeQuery("select seq from audit_head")
                        .getSingleResult())
                .longValue();
    }

    /** When the last review of who may do what was closed. */
    @Transactional
    Optional<Instant> lastAccessReview() {
        Timestamp last = (Timestamp) stores.in(Store.CORE)
                .createNativeQuery("select max(closed_at) from access_review")
                .getSingleResult();
        return Optional.ofNullable(last).map(Timestamp::toInstant);
    }

    /** How the PostgreSQL of a store and our connection to it are. */
    @Transactional
    Surroundings.Database database(Store store) {
        Object[] row = (Object[]) stores.in(store).createNativeQuery("""
                select current_setting('fsync'), current_setting('full_page_writes'),
                       current_setting('synchronous_commit'), current_setting('data_checksums'),
                       (select rolsuper from pg_roles where rolname = current_user),
                       coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
                       coalesce(host(inet_server_addr()), '127.0.0.1')""").getSingleResult();
        String address = row[6].toString();
        return new Surroundings.Database(
                store.database(),
                Map.of(
                        "fsync", row[0].toString(),
                        "full_page_writes", row[1].toString(),
                        "synchronous_commit", row[2].toString(),
                        "data_checksums", row[3].toString()),
                (Boolean) row[4],
                (Boolean) row[5],
                address.startsWith("127.") || address.equals("::1"));
    }

    /** What the database takes for now. */
    @Transactional
    Instant clock() {
        return ((Timestamp) stores.in(Store.CORE)
                        .createNativeQuery("select cast(clock_timestamp() as timestamp with time zone)")
                        .getSingleResult())
                .toInstant();
    }

    /** Of the rotation that is on its way: cards done, all, failed; zeros when there is none. */
    @Transactional
    long[] rotation() {
        Object[] row = (Object[]) stores.in(Store.VAULT)
                .createNativeQuery("select coalesce(sum(done), 0), coalesce(sum(total), 0),"
                        + " coalesce(sum(failed), 0) from rotation_job"
                        + " where state in ('PREPARED', 'BARRIER', 'ACTIVE', 'MIGRATE', 'VERIFY')")
                .getSingleResult();
        return java.util.Arrays.stream(row)
                .mapToLong(value -> ((Number) value).longValue())
                .toArray();
    }

    /** When a rule of retention ended last. */
    @Transactional
    Optional<Instant> lastRetention() {
        Timestamp last = (Timestamp) stores.in(Store.CORE)
                .createNativeQuery("select max(ended_at) from retention_run")
                .getSingleResult();
        return Optional.ofNullable(last).map(Timestamp::toInstant);
    }

    /** How many rules of retention failed when they were last run. */
    @Transactional
    int failedRules() {
        return number(
                Store.CORE,
                "select count(*) from (select distinct on (rule) failure from retention_run"
                        + " where ended_at is not null order by rule, begun_at desc) as latest where failure is not null");
    }

    private int number(Store store, String query) {
        return ((Number) stores.in(store).createNativeQuery(query).getSingleResult()).intValue();
    }
}
