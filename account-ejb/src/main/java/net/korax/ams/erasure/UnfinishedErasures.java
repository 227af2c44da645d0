package net.korax.ams.erasure;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Goes on with erasures that had to wait or that a dying server left. */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
public class UnfinishedErasures {

    private static final Logger LOG = Logger.getLogger(UnfinishedErasures.class.getName());

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Eraser eraser;

    @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
    void goOn() {
        try {
            for (UUID account : ledger.unfinished()) {
                eraser.proceed(account);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Erasures wait: {0}", e.getClass().getSimpleName());
        }
    }
}
