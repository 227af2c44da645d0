package net.korax.ams.erasure;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.account.Accounts;
import net.korax.ams.card.Cards;

/**
 * Erasure survives a restore: before this server answers anybody it looks whether an account that was erased is back, as after the restore
 * of a backup from before, and erases it again. Until that is over every page answers 503, and no mail leaves. What keeps it from
 * coming to its end, such as a store that is away, is tried again every few seconds.
 */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ErasureReplay {

    private static final Logger LOG = Logger.getLogger(ErasureReplay.class.getName());
    private static final int AT_ONCE = 500;

    @Inject
    private OutsideLedger outside;

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Eraser eraser;

    @Inject
    private Accounts accounts;

    @Inject
    private Cards cards;

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean over;

    @PostConstruct
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void replay() {
        if (over || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            over = nobodyIsBack();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    "Nobody is let in before the erasures are looked through: {0}",
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } finally {
            running.set(false);
        }
    }

    /** Whether this server may answer. */
    @PermitAll
    public boolean isOver() {
        return over;
    }

    private boolean nobodyIsBack() {
        Map<UUID, OutsideLedger.Entry> erased = new LinkedHashMap<>();
        outside.all().forEach(entry -> erased.put(entry.account(), entry));
        List<UUID> all = List.copyOf(erased.keySet());
        boolean done = true;
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            for (UUID account : back(all.subList(from, Math.min(all.size(), from + AT_ONCE)))) {
                done &= eraseAgain(erased.get(account));
            }
        }
        return done;
    }

    /** Whether nothing is left to wait for. An erasure that was on its way when the server ended goes on, and waits as it did. */
    private boolean eraseAgain(OutsideLedger.Entry erased) {
        Erasure erasure = ledger.get(erased.account());
        if (erasure == null || erasure.isFinished()) {
            LOG.log(Level.WARNING, "Account {0} was erased and is back; it is erased again.", erased.account());
            ledger.beginAgain(erased);
        }
        erasure = eraser.proceed(erased.account());
        return erasure.isFinished() || !erasure.isReplayed();
    }

    /** Those of whom a store holds more than a tombstone. */
    private Set<UUID> back(Collection<UUID> erased) {
        Set<UUID> back = new LinkedHashSet<>(accounts.notClosed(erased));
        back.addAll(accounts.withPeople(erased));
        back.addAll(cards.withCards(erased));
        return back;
    }
}
