package net.korax.ams.charge;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.card.Grants;

/** Asks the gateway what became of charges without an answer. Asking is harmless, so it may be done twice or on two nodes. */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ChargeReconciler {

    private static final Logger LOG = Logger.getLogger(ChargeReconciler.class.getName());

    @Inject
    private Charges charges;

    @Inject
    private Grants grants;

    @Inject
    private Event<ChargeDecided> decided;

    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void reconcile() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            for (Charge open : charges.undecided()) {
                Charge charge =
                        charges.decide(open.getId(), grants.ask(open.getMerchantReference()), AuditEntry.SYSTEM);
                if (charge.isDecided()) {
                    decided.fire(new ChargeDecided(charge.getAccountId(), charge.getOrderId(), charge.getState()));
                }
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Charges wait for their answers: {0}",
                    e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }
}
