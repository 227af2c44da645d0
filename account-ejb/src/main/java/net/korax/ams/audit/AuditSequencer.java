package net.korax.ams.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.UserTransaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.persistence.Store;
import net.korax.ams.persistence.Stores;
import net.korax.ams.shared.Time;

/**
 * Moves entries from the outbox of each store into the one chain. Three steps, a transaction each because no transaction
 * touches two databases: read, append (an entry already in the chain is passed over), remove. Stopped anywhere, it goes on from
 * there. One server does it at a time, see {@link AuditHead}; it also has the chain signed now and then ({@link Checkpoints}), and tells
 * the trail of its own beginning and end (PCI 10.2.1.6) and of a clock that differs from the database's (PCI 10.6).
 */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class AuditSequencer {

    private static final Logger LOG = Logger.getLogger(AuditSequencer.class.getName());
    private static final int BATCH = 500;
    private static final int STOP_SECONDS = 10;
    private static final Duration SKEW = Duration.ofSeconds(2);

    @Inject
    private Stores stores;

    @Resource
    private UserTransaction transaction;

    @Inject
    private AuditTrail trail;

    private final UUID server = UUID.randomUUID();
    private final ReentrantLock running = new ReentrantLock();
    private Checkpoints checkpoints;
    private boolean begun;
    private boolean skewed;

    /** A server without a place for checkpoints does not start. */
    @PostConstruct
    void open() {
        checkpoints = new Checkpoints();
    }

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    void sequence() {
        if (!running.tryLock()) {
            return;
        }
        try {
            begin();
            if (lease()) {
                takeAll();
                checkpoint(false);
            }
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The audit trail waits: {0}", e.getClass().getSimpleName());
        } finally {
            running.unlock();
        }
    }

    /** What is there is still taken over and signed. */
    @PreDestroy
    void stop() {
        try {
            if (running.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
                note(AuditEntry.done(AuditEntry.SYSTEM, "trail.stop", null, server));
                if (lease()) {
                    takeAll();
                    checkpoint(true);
                    inTransaction(() -> {
                        head().release(server);
                        return null;
                    });
                }
            }
        } catch (Exception e) {
            LOG.log(
                    Level.WARNING,
                    "The audit trail ends open: {0}",
                    e.getClass().getSimpleName());
        }
    }

    private void begin() throws Exception {
        if (!begun) {
            note(AuditEntry.done(AuditEntry.SYSTEM, "trail.start", null, server));
            begun = true;
        }
        BigDecimal there = inTransaction(
                () -> (BigDecimal) core().createNativeQuery("select extract(epoch from clock_timestamp())")
                        .getSingleResult());
        Duration apart = Duration.between(
                        Instant.ofEpochMilli(there.movePointRight(3).longValue()), Time.now())
                .abs();
        boolean now = apart.compareTo(SKEW) > 0;
        if (now && !skewed) {
            LOG.log(Level.WARNING, "The clock is {0} s away from the database''s.", apart.toSeconds());
            note(new AuditEntry(AuditEntry.SYSTEM, "clock.skew", AuditEntry.Outcome.UNKNOWN, null, server, null));
        }
        skewed = now;
    }

    private boolean lease() throws Exception {
        return inTransaction(() -> head().lease(server));
    }

    private EntityManager core() {
        return stores.in(Store.CORE);
    }

    private AuditHead head() {
        return core().find(AuditHead.class, AuditHead.ONLY, LockModeType.PESSIMISTIC_WRITE);
    }

    private void takeAll() throws Exception {
        for (Store store : Store.values()) {
            take(store);
        }
    }

    private void checkpoint(boolean last) throws Exception {
        AuditHead head = inTransaction(() -> {
            AuditHead locked = head();
            return locked.lease(server) ? locked : null;
        });
        if (head == null) {
            return;
        }
        if (checkpoints.isDue(head.seq(), last) && !checkpoints.write(head.seq(), head.hash())) {
            note(AuditEntry.refused(AuditEntry.SYSTEM, "trail.checkpoint", null, server));
        }
    }

    private void note(AuditEntry entry) throws Exception {
        inTransaction(() -> {
            trail.record(core(), entry);
            return null;
        });
    }

    private void take(Store store) throws Exception {
        EntityManager outbox = stores.in(store);
        List<AuditOutboxEntry> entries = inTransaction(
                () -> outbox.createQuery("select e from AuditOutboxEntry e order by e.at, e.id", AuditOutboxEntry.class)
                        .setMaxResults(BATCH)
                        .getResultList());
        if (entries.isEmpty()) {
            return;
        }
        boolean taken = inTransaction(() -> {
            AuditHead head = head();
            if (!head.lease(server)) {
                return false;
            }
            for (AuditOutboxEntry entry : entries) {
                boolean there = !core().createQuery("select 1 from AuditEvent e where e.eventId = :id", Integer.class)
                        .setParameter("id", entry.id())
                        .getResultList()
                        .isEmpty();
                if (!there) {
                    core().persist(head.append(entry, store.label()));
                }
            }
            return true;
        });
        if (!taken) {
            return;
        }
        inTransaction(() -> outbox.createQuery("delete from AuditOutboxEntry e where e.id in :ids")
                .setParameter("ids", entries.stream().map(AuditOutboxEntry::id).toList())
                .executeUpdate());
    }

    private <T> T inTransaction(Callable<T> step) throws Exception {
        transaction.begin();
        boolean done = false;
        try {
            T result = step.call();
            done = true;
            return result;
        } finally {
            if (done) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
        }
    }
}
