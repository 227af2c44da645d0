package net.korax.ams.operations;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;

/**
 * Counts of this server since it started. Labels are words of ours from short lists, never anything that came with a request, so
 * neither a person nor the length of the answer depends on who calls.
 */
public final class Meters {

    /** How an attempt to sign in ended. */
    public enum SignIn {
        OK,
        REFUSED,
        THROTTLED
    }

    /** Every meter of the house, its Java machine included. */
    public static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

    private static final Histogram REQUESTS = Histogram.builder()
            .name("ams_request_seconds")
            .help("Requests by the part of the site and the hundred of their status, and how long they took")
            .labelNames("area", "status")
            .classicOnly()
            .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(REGISTRY);

    private static final Counter SIGN_INS = Counter.builder()
            .name("ams_sign_ins_total")
            .help("Attempts to sign in: let in, refused, or told to wait")
            .labelNames("outcome")
            .register(REGISTRY);

    static {
        for (SignIn outcome : SignIn.values()) {
            SIGN_INS.initLabelValues(word(outcome));
        }
        JvmMemoryMetrics.builder().register(REGISTRY);
        JvmGarbageCollectorMetrics.builder().register(REGISTRY);
        JvmThreadsMetrics.builder().register(REGISTRY);
        ProcessMetrics.builder().register(REGISTRY);
    }

    private Meters() {}

    /**
     * Counts an answer.
     *
     * @param area a word of a short list
     * @param status of HTTP
     */
    public static void request(String area, int status, long nanoseconds) {
        REQUESTS.labelValues(area, status / 100 + "xx").observe(nanoseconds / (double) TimeUnit.SECONDS.toNanos(1));
    }

    public static void signIn(SignIn outcome) {
        SIGN_INS.labelValues(word(outcome)).inc();
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(java.util.Locale.ROOT);
    }
}
