package net.korax.ams.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.korax.ams.persistence.Lease;
import net.korax.ams.shared.Time;

/** The runs in {@code ams_core}, and whether one is due: once after three o'clock UTC, or later when nobody was here then. */
@Dependent
class RunBook {

    private static final LocalTime HOUR = LocalTime.of(3, 0);

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    /** Whether this server is to go round now. */
    @Transactional
    boolean isMine() {
        return !next().isAfter(Time.now()) && Lease.hold(core, Sweep.WORK, Sweep.LEASE);
    }

    /** When the next round is due; in the past while it is late. */
    @Transactional
    Instant next() {
        Instant last = lastHour();
        boolean done = lastBegun().filter(begun -> !begun.isBefore(last)).isPresent();
        return done ? last.atOffset(ZoneOffset.UTC).plusDays(1).toInstant() : last;
    }

    private Optional<Instant> lastBegun() {
        return Optional.ofNullable(core.createQuery("select max(r.begunAt) from RetentionRun r", Instant.class)
                .getSingleResult());
    }

    private static Instant lastHour() {
        Instant today = Time.today(ZoneOffset.UTC).atTime(HOUR).toInstant(ZoneOffset.UTC);
        return today.isAfter(Time.now())
                ? today.atOffset(ZoneOffset.UTC).minusDays(1).toInstant()
                : today;
    }

    @Transactional
    RetentionRun begin(Rule rule) {
        RetentionRun run = new RetentionRun(rule);
        core.persist(run);
        return run;
    }

    @Transactional
    void end(RetentionRun run, long found, long deleted, String failure) {
        core.find(RetentionRun.class, run.getId()).end(found, deleted, failure);
    }

    /** The last run of a rule; null before the first. */
    @Transactional
    RetentionRun last(Rule rule) {
        List<RetentionRun> last = core.createQuery(
                        "select r from RetentionRun r where r.rule = :rule order by r.begunAt desc", RetentionRun.class)
                .setParameter("rule", rule)
                .setMaxResults(1)
                .getResultList();
        return last.isEmpty() ? null : last.get(0);
    }

    /** Runs that failed, the newest first. */
    @Transactional
    List<RetentionRun> failed(int most) {
        return core.createQuery(
                        "select r from RetentionRun r where r.failure is not null order by r.begunAt desc",
                        RetentionRun.class)
                .setMaxResults(most)
                .getResultList();
    }
}
