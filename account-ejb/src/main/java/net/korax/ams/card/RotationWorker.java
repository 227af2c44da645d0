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
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
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
    private static final double BUSY = 0.9;
    private static final ObjectName OPERATING_SYSTEM = operatingSystem();

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

    private static ObjectName operatingSystem() {
        try {
            return new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
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
            long begun = System.nanoTime();
            while (job != null && rotation.step(job, server)) {
                giveWay(System.nanoTime() - begun);
                begun = System.nanoTime();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (Refused | IllegalStateException stopped) {
            LOG.log(Level.WARNING, "The rotation of keys waits: {0}", stopped.getMessage());
            rotation.trouble(job, RotationJob.Trouble.STORE);
        }
    }

    /** While no processor has anything to spare, it rests twice as long for each processor that a batch may take: nobody waits for it. */
    private static void giveWay(long nanos) throws InterruptedException {
        if (processorLoad() > BUSY) {
            TimeUnit.NANOSECONDS.sleep(2 * Rekeying.PROCESSORS * nanos);
        }
    }

    /** The part of all processors that was used since it was last asked, by everybody; 0 where nobody tells. */
    private static double processorLoad() {
        try {
            return ManagementFactory.getPlatformMBeanServer().getAttribute(OPERATING_SYSTEM, "CpuLoad")
                            instanceof Double load
                    ? load
                    : 0;
        } catch (JMException notTold) {
            return 0;
        }
    }
}
