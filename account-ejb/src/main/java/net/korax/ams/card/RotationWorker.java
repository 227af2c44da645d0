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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.Keys;

/** Goes on with an approved rotation, and says which keys this server has seen. While custody is sealed here it does neither. */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RotationWorker {

    private static final Logger LOG = Logger.getLogger(RotationWorker.class.getName());

    @Inject
    private Rotation rotation;

    private final UUID server = UUID.randomUUID();
    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void goOn() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            UUID job = rotation.running();
            if (Keys.isSealed()) {
                if (job != null) {
                    rotation.trouble(job, RotationJob.Trouble.SEALED);
                }
            } else {
                rotation.report(server, ring(job));
                work(job);
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The rotation of keys waits: {0}",
                    e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    /** What this server has, read anew while a rotation is on, since another one may have made a version. */
    private static KeyRing ring(UUID job) {
        if (job != null) {
            Keys.reloadCustody();
        }
        return CustodyRing.open();
    }

    private void work(UUID job) {
        try {
            while (job != null && rotation.step(job, server)) {
                LOG.log(Level.FINE, "A step of the rotation is done.");
            }
        } catch (Refused | IllegalStateException stopped) {
            LOG.log(Level.WARNING, "The rotation of keys waits: {0}", stopped.getMessage());
            rotation.trouble(job, RotationJob.Trouble.STORE);
        }
    }
}
