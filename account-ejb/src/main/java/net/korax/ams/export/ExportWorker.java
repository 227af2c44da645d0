package net.korax.ams.export;

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

/** Builds the copies that customers have asked for, soon after, and goes on with those that a dying server left. */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ExportWorker {

    private static final Logger LOG = Logger.getLogger(ExportWorker.class.getName());

    @Inject
    private ExportBuilder builder;

    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void goOn() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            builder.go();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Copies wait: {0}", e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }
}
