package net.korax.ams.audit;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Moves entries from the outbox of each store into the one chain. Three steps, a transaction each because no transaction
 * touches two databases: read, append (an entry already in the chain is passed over), remove. Stopped anywhere, it goes on from
 * there; run on two nodes, the second waits at the lock of the chain's head.
 */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class AuditSequencer {

    private static final Logger LOG = Logger.getLogger(AuditSequencer.class.getName());
    private static final int BATCH = 500;

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Resource
    private UserTransaction transaction;

    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    void sequence() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            take("core", core);
            take("person", person);
            take("vault", vault);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The audit trail waits: {0}", e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void take(String store, EntityManager outbox) throws Exception {
        List<AuditOutboxEntry> entries = inTransaction(
                () -> outbox.createQuery("select e from AuditOutboxEntry e order by e.at, e.id", AuditOutboxEntry.class)
                        .setMaxResults(BATCH)
                        .getResultList());
        if (entries.isEmpty()) {
            return;
        }
        inTransaction(() -> {
            AuditHead head = core.find(AuditHead.class, AuditHead.ONLY, LockModeType.PESSIMISTIC_WRITE);
            for (AuditOutboxEntry entry : entries) {
                boolean there = !core.createQuery("select 1 from AuditEvent e where e.eventId = :id", Integer.class)
                        .setParameter("id", entry.id())
                        .getResultList()
                        .isEmpty();
                if (!there) {
                    core.persist(head.append(entry, store));
                }
            }
            return null;
        });
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
