package net.korax.ams.charge;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.card.Acquirer;
import net.korax.ams.card.GatewayAnswer;

/** Asks the gateway what became of charges and reversals without an answer. Asking is harmless, so it may be done twice or on two nodes. */
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
    private Acquirer acquirer;

    @Inject
    private Outcomes outcomes;

    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void reconcile() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            charges.undecided(Charge.class).forEach(this::ask);
            charges.undecided(Reversal.class).forEach(this::ask);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Charges wait for their answers: {0}",
                    e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void ask(Charge charge) {
        outcomes.take(charge, acquirer.askCharge(charge.getMerchantReference()), AuditEntry.SYSTEM);
    }

    private void ask(Reversal reversal) {
        Charge charge = charges.get(reversal.getAccountId(), reversal.getChargeId());
        GatewayAnswer answer = reversal.getKind() == Reversal.Kind.VOID
                ? acquirer.askCancel(charge.getGatewayReference())
                : acquirer.askRefund(charge.getGatewayReference(), reversal.getMerchantReference());
        outcomes.take(reversal, charge, answer, AuditEntry.SYSTEM);
    }
}
