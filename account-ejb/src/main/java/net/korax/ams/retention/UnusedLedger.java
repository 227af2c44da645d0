package net.korax.ams.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.erasure.UnusedErasure;
import net.korax.ams.persistence.Lease;
import net.korax.ams.retention.Sweep.LeaseLost;
import net.korax.ams.shared.Time;

/** Free accounts that nobody signs in to, in {@code ams_core}, and what their people were told. */
@Dependent
class UnusedLedger {

    private static final String UNUSED =
            "select a.id, greatest(a.opened_at, max(coalesce(u.last_sign_in_at, u.created_at))) as seen, w.warnings,"
                    + " w.warned_at from account a join app_user u on u.account_id = a.id"
                    + " left join unused_warning w on w.account_id = a.id"
                    + " where a.service = 'FREE' and a.status = 'ACTIVE' and a.id %s ?1"
                    + " group by a.id, w.account_id"
                    + " having greatest(a.opened_at, max(coalesce(u.last_sign_in_at, u.created_at))) < ?2"
                    + " order by a.id limit 100";

    /** An account and how long nobody has used it. */
    record Unused(UUID id, Disuse disuse) {}

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private UnusedErasure erasure;

    @Inject
    private AuditTrail trail;

    /**
     * Accounts that nobody has used for so long that something may be due, after an id, a hundred at most.
     *
     * @throws LeaseLost when another server has taken over
     */
    @Transactional
    List<Unused> after(UUID last, Duration kept) {
        holdLease();
        return unused(">", last, kept);
    }

    private List<Unused> unused(String which, UUID id, Duration kept) {
        List<?> rows = core.createNativeQuery(UNUSED.formatted(which))
                .setParameter(1, id)
                .setParameter(2, Time.now().minus(kept).plus(Disuse.FIRST).atOffset(ZoneOffset.UTC))
                .getResultList();
        return rows.stream().map(row -> unused((Object[]) row)).toList();
    }

    private void holdLease() {
        if (!Lease.hold(core, Sweep.WORK, Sweep.LEASE)) {
            throw new LeaseLost();
        }
    }

    private static Unused unused(Object[] row) {
        int warnings = row[2] == null ? 0 : ((Number) row[2]).intValue();
        return new Unused((UUID) row[0], new Disuse(instant(row[1]), warnings, instant(row[3])));
    }

    private static Instant instant(Object moment) {
        return moment == null ? null : ((Timestamp) moment).toInstant();
    }

    @Transactional
    void warned(UUID account, int warnings) {
        core.createNativeQuery("insert into unused_warning values (?1, ?2, ?3) on conflict (account_id)"
                        + " do update set warnings = excluded.warnings, warned_at = excluded.warned_at")
                .setParameter(1, account)
                .setParameter(2, warnings)
                .setParameter(3, Time.now().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        trail.record(core, AuditEntry.done(AuditEntry.SYSTEM, "account.unused", account, account));
    }

    /**
     * Closes the account, unless somebody has signed in meanwhile: its users are held until this is done.
     *
     * @return whether it was closed; its erasure goes on by itself
     * @throws LeaseLost when another server has taken over
     */
    @Transactional
    boolean close(UUID account, Duration kept) {
        holdLease();
        core.createNativeQuery("select 1 from app_user where account_id = ?1 for update")
                .setParameter(1, account)
                .getResultList();
        boolean still = unused("=", account, kept).stream()
                .anyMatch(any -> any.disuse().next(Time.now(), kept) == Disuse.Step.ERASE);
        if (still) {
            core.createNativeQuery("delete from unused_warning where account_id = ?1")
                    .setParameter(1, account)
                    .executeUpdate();
            erasure.begin(account);
        }
        return still;
    }
}
