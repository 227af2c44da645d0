package net.korax.ams.erasure;

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
import net.korax.ams.persistence.Store;

/**
 * Sees to it that of a deleted card, person or log-in nothing is left in the files of the databases either (P03, P12, P15): tables in which
 * something was deleted are written anew, small ones within a quarter of a minute, large ones in the night, since nobody reads a table meanwhile. The night
 * also takes what a long transaction kept alive, and looks everywhere for who was erased lately.
 */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ResidueSweeper {

    private static final Logger LOG = Logger.getLogger(ResidueSweeper.class.getName());

    /** Written anew in the blink of an eye. */
    private static final long SMALL = 16 << 20;

    @Inject
    private OldVersions oldVersions;

    @Inject
    private ErasureLedger ledger;

    @Inject
    private LeftOvers leftOvers;

    private final Map<String, Long> forgotten = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "3", minute = "20", second = "10", persistent = false)
    void sweepAll() {
        forgotten.clear();
        sweep(Long.MAX_VALUE);
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void sweepSmall() {
        sweep(SMALL);
    }

    @Schedule(hour = "4", minute = "10", persistent = false)
    void searchAll() {
        try {
            leftOvers.search(ledger.finishedLately());
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Nobody looked for what erasures have left: {0}",
                    e.getClass().getSimpleName());
        }
    }

    private void sweep(long atMost) {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            for (Store store : Store.values()) {
                oldVersions.made(store, atMost).forEach((table, made) -> forget(store, table, made));
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Nobody knows which rows were deleted: {0}",
                    e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void forget(Store store, String table, long made) {
        String place = store.label() + "." + table;
        if (forgotten.getOrDefault(place, -1L) == made) {
            return;
        }
        try {
            oldVersions.forget(store, table);
            forgotten.put(place, made);
        } catch (RuntimeException inUse) {
            LOG.log(Level.WARNING, "Old versions of rows in {0} stay for now: {1}", new Object[] {
                place, inUse.getClass().getSimpleName()
            });
        }
    }
}
