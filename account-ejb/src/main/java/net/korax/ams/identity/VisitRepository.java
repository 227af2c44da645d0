package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** Visits in {@code ams_core}. */
@Dependent
class VisitRepository {

    /**
     * Live visits with their user and his roles of now: those of his door, and a custodian's only with a live trust (P17) and a second
     * factor proved in this very visit (PCI 8.4.2).
     */
    private static final String RECOGNISE = """
            select v.id, u.id, u.account_id, v.last_seen_at < ?4,
                   (select string_agg(r.role, ' ') from user_role r where r.user_id = u.id
                      and (r.role = 'customer') = (u.audience = 'CUSTOMER')
                      and (r.role <> 'card-custodian' or v.second_factor_at is not null and exists (select 1 from custodian_trust t
                             where t.user_id = u.id and t.approved_at is not null and t.ended_at is null and t.ends_at > ?2)))
              from visit v join app_user u on u.id = v.user_id
             where v.token_hash = ?1 and v.ended_at is null and v.ends_at > ?2 and v.last_seen_at > ?3
               and u.status = 'ACTIVE' and u.audience = v.audience
            """;

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    /** What is read of a request's visit. */
    record Found(UUID visit, UUID user, UUID account, boolean staleSeen, Set<String> roles) {}

    EntityManager store() {
        return core;
    }

    /** The live visit of a token; one query. */
    Optional<Found> live(VisitToken token, Instant now, Instant seenLongAgo) {
        List<?> rows = core.createNativeQuery(RECOGNISE)
                .setParameter(1, token.hash())
                .setParameter(2, Timestamp.from(now))
                .setParameter(3, Timestamp.from(now.minus(Visit.IDLE)))
                .setParameter(4, Timestamp.from(seenLongAgo))
                .getResultList();
        return rows.stream().findFirst().map(row -> found((Object[]) row));
    }

    private static Found found(Object[] row) {
        String roles = (String) row[4];
        return new Found(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (Boolean) row[3],
                roles == null ? Set.of() : Set.of(roles.split(" ")));
    }

    void seen(UUID visit, Instant now) {
        core.createQuery("update Visit v set v.lastSeenAt = :now where v.id = :id and v.lastSeenAt < :now")
                .setParameter("now", now)
                .setParameter("id", visit)
                .executeUpdate();
    }

    Optional<Visit> find(UUID id) {
        return Optional.ofNullable(core.find(Visit.class, id));
    }

    Optional<Visit> byToken(VisitToken token) {
        return core.createQuery("select v from Visit v where v.tokenHash = :hash", Visit.class)
                .setParameter("hash", token.hash())
                .getResultStream()
                .findFirst();
    }

    /** The live visits of a user, last seen first. */
    List<Visit> liveOf(UUID user) {
        Instant now = Time.now();
        return core.createQuery(
                        "select v from Visit v where v.userId = :user and v.endedAt is null and v.endsAt > :now"
                                + " and v.lastSeenAt > :idle order by v.lastSeenAt desc, v.begunAt desc",
                        Visit.class)
                .setParameter("user", user)
                .setParameter("now", now)
                .setParameter("idle", now.minus(Visit.IDLE))
                .getResultList();
    }

    /** Visits that have run out and are not marked so; locked, because each node looks for them. */
    List<Visit> runOut(int most) {
        Instant now = Time.now();
        return core.createQuery(
                        "select v from Visit v where v.endedAt is null and (v.endsAt <= :now or v.lastSeenAt <= :idle)",
                        Visit.class)
                .setParameter("now", now)
                .setParameter("idle", now.minus(Visit.IDLE))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setMaxResults(most)
                .getResultList();
    }

    int forget(UUID user) {
        return core.createQuery("delete from Visit v where v.userId = :user")
                        .setParameter("user", user)
                        .executeUpdate()
                + core.createNativeQuery("delete from known_device where user_id = ?1")
                        .setParameter(1, user)
                        .executeUpdate();
    }

    /** Notes when a member of staff last signed in; of customers only the day, by which free accounts that nobody uses are found. */
    void signedIn(UUID user) {
        core.createNativeQuery("update app_user set last_sign_in_at = case audience when 'STAFF' then ?2"
                        + " else date_trunc('day', ?2, 'UTC') end where id = ?1")
                .setParameter(1, user)
                .setParameter(2, Time.now().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Remembers a device; to be told of when it is not the first of its user and {@code tell} says that he can be told. */
    void knowDevice(UUID user, Device device, boolean tell) {
        core.createNativeQuery("insert into known_device (user_id, device, first_seen_at, told_at) values (?1, ?2, ?3,"
                        + " case when ?4 and exists (select 1 from known_device where user_id = ?1)"
                        + " then null else cast(?3 as timestamptz) end) on conflict do nothing")
                .setParameter(1, user)
                .setParameter(2, device.stored())
                .setParameter(3, Timestamp.from(Time.now()))
                .setParameter(4, tell)
                .executeUpdate();
    }

    List<NewDevices.NewDevice> untoldDevices(int most) {
        List<?> rows = core.createNativeQuery("select d.user_id, u.account_id, d.device, d.first_seen_at"
                        + " from known_device d join app_user u on u.id = d.user_id"
                        + " where d.told_at is null order by d.first_seen_at limit ?1")
                .setParameter(1, most)
                .getResultList();
        return rows.stream().map(row -> untold((Object[]) row)).toList();
    }

    private static NewDevices.NewDevice untold(Object[] row) {
        return new NewDevices.NewDevice(
                (UUID) row[0], (UUID) row[1], Device.read((String) row[2]), ((Timestamp) row[3]).toInstant());
    }

    void toldOfDevice(UUID user, Device device) {
        core.createNativeQuery("update known_device set told_at = ?3 where user_id = ?1 and device = ?2")
                .setParameter(1, user)
                .setParameter(2, device.stored())
                .setParameter(3, Timestamp.from(Time.now()))
                .executeUpdate();
    }
}
