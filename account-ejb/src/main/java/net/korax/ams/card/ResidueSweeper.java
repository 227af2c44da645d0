package net.korax.ams.card;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sees to it that of a deleted card nothing is left in the files of the database either (P15): tables in which something was deleted
 * are written anew within a quarter of a minute. Every night all are, for what a long transaction kept alive; so are they after a start.
 */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ResidueSweeper {

    private static final Logger LOG = Logger.getLogger(ResidueSweeper.class.getName());

    @Inject
    private OldVersions oldVersions;

    private final Map<String, Long> forgotten = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "3", minute = "20", second = "10", persistent = false)
    void beginAnew() {
        forgotten.clear();
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void sweep() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            oldVersions.made().forEach(this::forget);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Nobody knows which rows were deleted: {0}",
                    e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void forget(String table, long made) {
        if (forgotten.getOrDefault(table, -1L) == made) {
            return;
        }
        try {
            oldVersions.forget(table);
            forgotten.put(table, made);
        } catch (RuntimeException inUse) {
            LOG.log(Level.WARNING, "Old versions of rows in {0} stay for now: {1}", new Object[] {
                table, inUse.getClass().getSimpleName()
            });
        }
    }
}
