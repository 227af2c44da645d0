package net.korax.ams.house;

import io.prometheus.metrics.core.metrics.Gauge;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.operations.Meters;

/**
 * What is read when somebody asks for the metrics: how components stand and what waits. A number that cannot be read is taken away rather
 * than told as it was. The stores' numbers are of the whole house, so every server tells the same ones.
 */
@Dependent
class Gauges {

    private static final Logger LOG = Logger.getLogger(Gauges.class.getName());

    private static final Gauge UP = gauge("ams_component_up", "1 when a component is up", "component");
    private static final Gauge SEALED = gauge("ams_custody_sealed", "1 while the keys of cards wait for custodians");
    private static final Gauge WAITING = gauge("ams_waiting", "How much work waits", "work");
    private static final Gauge OLDEST =
            gauge("ams_waiting_oldest_seconds", "How long the oldest of the work that waits has waited", "work");
    private static final Gauge GIVEN_UP = gauge("ams_mails_quarantined", "Mails that were tried often enough");
    private static final Gauge TRAIL = gauge("ams_trail_entries", "Number of the last entry of the trail");
    private static final Gauge ROTATION =
            gauge("ams_rotation_cards", "Cards of the rotation of keys that is on its way", "progress");
    private static final Gauge RETENTION = gauge(
            "ams_retention_last_end_timestamp_seconds", "When the last run of a rule of retention ended, since 1970");
    private static final Gauge RETENTION_FAILURES =
            gauge("ams_retention_failures", "Rules of retention whose last run failed");

    @Inject
    private StoreReadings readings;

    void read(List<Health.Component> components) {
        components.forEach(one -> UP.labelValues(one.name()).set(one.state() == Health.State.UP ? 1 : 0));
        SEALED.set(KeyCheck.isCustodySealed() ? 1 : 0);
        for (Backlog backlog : Backlog.values()) {
            String work = backlog.name().toLowerCase(Locale.ROOT);
            orTakeAway(
                    () -> {
                        Backlog.Waiting waiting = readings.waiting(backlog);
                        WAITING.labelValues(work).set(waiting.count());
                        OLDEST.labelValues(work).set(waiting.age().toMillis() / 1000.0);
                    },
                    () -> {
                        WAITING.remove(work);
                        OLDEST.remove(work);
                    });
        }
        orTakeAway(() -> GIVEN_UP.set(readings.mailsGivenUp()), GIVEN_UP::clear);
        orTakeAway(() -> TRAIL.set(readings.lastLink()), TRAIL::clear);
        orTakeAway(this::rotation, ROTATION::clear);
        orTakeAway(this::retention, () -> {
            RETENTION.clear();
            RETENTION_FAILURES.clear();
        });
    }

    private void rotation() {
        long[] progress = readings.rotation();
        ROTATION.labelValues("done").set(progress[0]);
        ROTATION.labelValues("total").set(progress[1]);
        ROTATION.labelValues("failed").set(progress[2]);
    }

    private void retention() {
        readings.lastRetention().ifPresent(ended -> RETENTION.set(ended.getEpochSecond()));
        RETENTION_FAILURES.set(readings.failedRules());
    }

    private static void orTakeAway(Runnable reading, Runnable takingAway) {
        try {
            reading.run();
        } catch (RuntimeException down) {
            LOG.log(Level.FINE, "A number cannot be read: {0}", down.getClass().getSimpleName());
            takingAway.run();
        }
    }

    private static Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(Meters.REGISTRY);
    }
}
