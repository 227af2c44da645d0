package net.korax.ams.audit;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import net.korax.ams.shared.NotFound;

/** Reading the trail, for the auditor. Each reading is an entry of the trail itself (PCI 10.2.1.3). */
@Stateless
@DenyAll
public class AuditService {

    /** Entries on a page. */
    public static final int PAGE = 50;

    private static final int EXPORTED = 1000;
    private static final int CHECKED = 1000;

    /** How often an operation was refused in the hour that begins at {@code hour}. */
    public record RefusedInAnHour(Instant hour, String operation, long number) {}

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private ReadLog log;

    @Resource
    private SessionContext context;

    /**
     * The newest entries, at most {@value #PAGE}, older than {@code before}.
     *
     * @param before an exclusive upper bound of the sequence number, {@code Long.MAX_VALUE} for the first page
     */
    @RolesAllowed("auditor")
    public List<AuditEvent> page(TrailFilter filter, long before) {
        log.read(actor(), "trail.read", filter.account(), null);
        return newest(filter, before, PAGE);
    }

    /** @throws NotFound when the trail has no such entry */
    @RolesAllowed("auditor")
    public AuditEvent get(long seq) {
        AuditEvent event = core.find(AuditEvent.class, seq);
        if (event == null) {
            throw new NotFound();
        }
        log.read(actor(), "trail.read", event.getAccountId(), event.getEventId());
        return event;
    }

    /**
     * Gives out all entries that are wanted and were there when it began, the newest first. That it was done is in the trail before the
     * first one is given out.
     */
    @RolesAllowed("auditor")
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void export(TrailFilter filter, Consumer<AuditEvent> each) {
        log.read(actor(), "trail.export", filter.account(), null);
        List<AuditEvent> some = newest(filter, Long.MAX_VALUE, EXPORTED);
        while (!some.isEmpty()) {
            some.forEach(each);
            some = newest(filter, some.get(some.size() - 1).getSeq(), EXPORTED);
        }
    }

    private List<AuditEvent> newest(TrailFilter filter, long before, int most) {
        return filter.bind(core.createQuery(
                        "select e from AuditEvent e where e.seq < :before" + filter.condition()
                                + " order by e.seq desc",
                        AuditEvent.class))
                .setParameter("before", before)
                .setMaxResults(most)
                .getResultList();
    }

    private String actor() {
        return AuditEntry.actor(context.getCallerPrincipal());
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
        log.read(actor(), "trail.read", null, null);
        return core.createQuery(
                        "select e from AuditEvent e where e.outcome = 'REFUSED' and e.seq < :before order by e.seq desc",
                        AuditEvent.class)
                .setParameter("before", before)
                .setMaxResults(PAGE)
                .getResultList();
    }

    /** Reads the whole chain, and says whether it holds, by itself and against what this server has signed. */
    @RolesAllowed("auditor")
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public TrailCheck.Result verify() {
        log.read(actor(), "trail.verify", null, null);
        TrailCheck check = Checkpoints.check(core.find(AuditHead.class, AuditHead.ONLY));
        long seq = 0;
        boolean more = true;
        while (more) {
            List<AuditEvent> links = core.createQuery(
                            "select e from AuditEvent e where e.seq > :seq order by e.seq", AuditEvent.class)
                    .setParameter("seq", seq)
                    .setMaxResults(CHECKED)
                    .getResultList();
            more = !links.isEmpty();
            for (AuditEvent link : links) {
                more &= check.accept(link);
                seq = link.getSeq();
            }
        }
        return check.result();
    }
}
