package net.korax.ams.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one load came to.
 *
 * @param operations done as they have to be
 * @param failed answered otherwise, or not at all
 * @param p50 and the others in microseconds; those of the last step are of the request that did it, without the ones before
 * @param processor seconds that the server used
 * @param memory MiB that the server held of the machine's when the load ended; 0 where nobody tells
 */
record Measured(
        long operations,
        double seconds,
        long failed,
        double p50,
        double p99,
        double lastP50,
        double lastP99,
        double processor,
        double memory) {

    private static final String LINE = "ams ";

    /** From the last line that {@code load.lua} prints. */
    static Measured read(List<String> printed, double processor, double memory) {
        String line = printed.stream()
                .filter(each -> each.startsWith(LINE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk told nothing: " + printed));
        Map<String, Double> told = new HashMap<>();
        for (String each : line.substring(LINE.length()).split(" ")) {
            String[] pair = each.split("=");
            told.put(pair[0], Double.valueOf(pair[1]));
        }
        return new Measured(
                told.get("operations").longValue(),
                told.get("micros") / 1e6,
                (long) (told.get("failed") + told.get("broken")),
                told.get("p50"),
                told.get("p99"),
                told.get("lastP50"),
                told.get("lastP99"),
                processor,
                memory);
    }

    double perSecond() {
        return operations / seconds;
    }

    /** Of the server, in milliseconds. */
    double processorPerOperation() {
        return operations == 0 ? 0 : processor * 1000 / operations;
    }
}
