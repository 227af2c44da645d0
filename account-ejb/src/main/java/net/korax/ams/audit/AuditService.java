package net.korax.ams.audit;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reading the trail, for the auditor. */
@Stateless
@DenyAll
public class AuditService {

    /** Entries on a page. */
    public static final int PAGE = 50;

    /** How a check of the chain ended: the number of links read, and the first bad one, or null. */
    public record Verification(long links, Long firstBad) {

        public boolean isWhole() {
            return firstBad == null;
        }
    }

    /** How often an operation was refused in the hour that begins at {@code hour}. */
    public record RefusedInAnHour(Instant hour, String operation, long number) {}

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    /**
     * The newest entries, at most {@value #PAGE}, older than {@code before}.
     *
     * @param before an exclusive upper bound of the sequence number, {@code Long.MAX_VALUE} for the first page
     * @param account only this account, or null for all
     */
    @RolesAllowed("auditor")
    public List<AuditEvent> page(long before, UUID account) {
        String ofAccount = account == null ? "" : " and e.accountId = :account";
        var query = core.createQuery(
                "select e from AuditEvent e where e.seq < :before" + ofAccount + " order by e.seq desc",
                AuditEvent.class);
        query.setParameter("before", before);
        if (account != null) {
            query.setParameter("account", account);
        }
        return query.setMaxResults(PAGE).getResultList();
    }

    /**
     * What was refused since a moment, counted by the hours of the clock; an hour in which nothing was refused is missing.
     */
    @RolesAllowed("auditor")
    public List<RefusedInAnHour> refusedByHour(Instant since) {
        List<?> rows = core.createNativeQuery("select date_trunc('hour', at), operation, count(*) from audit_event"
                        + " where outcome = 'REFUSED' and at >= ?1 group by 1, 2 order by 1, 2")
                .setParameter(1, Timestamp.from(since))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new RefusedInAnHour(
                        ((Timestamp) row[0]).toInstant(), (String) row[1], ((Number) row[2]).longValue()))
                .toList();
    }

    /**
     * The newest of what was refused, at most {@value #PAGE}, older than {@code before}.
     *
     * @param before an exclusive upper bound of the sequence number, {@code Long.MAX_VALUE} for the first page
     */
    @RolesAllowed("auditor")
    public List<AuditEvent> refused(long before) {
        return core.createQuery(
                        "select e from AuditEvent e where e.outcome = 'REFUSED' and e.seq < :before order by e.seq desc",
                        AuditEvent.class)
                .setParameter("before", before)
                .setMaxResults(PAGE)
                .getResultList();
    }

    /** Reads the whole chain, to the end that was known before, and says whether it holds. */
    @RolesAllowed("auditor")
    public Verification verify() {
        long end = core.find(AuditHead.class, AuditHead.ONLY).seq();
        byte[] previous = new byte[32];
        long seq = 0;
        while (true) {
            List<AuditEvent> links = core.createQuery(
                            "select e from AuditEvent e where e.seq > :seq order by e.seq", AuditEvent.class)
                    .setParameter("seq", seq)
                    .setMaxResults(1000)
                    .getResultList();
            if (links.isEmpty()) {
                return new Verification(seq, seq < end ? seq + 1 : null);
            }
            for (AuditEvent link : links) {
                if (link.getSeq() != seq + 1 || !link.follows(previous)) {
                    return new Verification(seq, seq + 1);
                }
                seq = link.getSeq();
                previous = link.hash();
            }
            core.clear();
        }
    }
}
