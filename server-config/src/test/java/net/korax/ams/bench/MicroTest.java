package net.korax.ams.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what JMH writes to what people read. */
class MicroTest {

    private static final String PRINTED =
            "ams operations=1000 micros=1000000 failed=0 broken=0 p50=9000 p99=9000 lastP50=9 lastP99=9 bytes=1 requests=1";

    @TempDir
    private Path folder;

    @Test
    void resultsOfJmh_areReadAndWritten() throws IOException {
        Micro micro = micro(single("seal", "8.036", "0.19"), single("newKey", "4.5", "\"NaN\""));
        assertEquals(8.036, micro.micros("CustodyBenchmark.seal"));
        assertTrue(micro.markdown().contains("| `CustodyBenchmark.seal` | 8.036 ± 0.190 µs/op |"), micro.markdown());
        assertTrue(micro.markdown().contains("| `CustodyBenchmark.newKey` | 4.500 ± NaN µs/op |"), micro.markdown());
        assertThrows(IllegalStateException.class, () -> micro.micros("CustodyBenchmark.open"));
    }

    @Test
    void cryptographyOfACard_isItsPartOfTheProcessorThatAddingTakes() throws IOException {
        Micro micro = micro(single("fingerprint", "1", "0"), single("newKey", "4", "0"), single("seal", "5", "0"));
        // A thousand took ten seconds of the server's processor: ten milliseconds each, of which ten microseconds.
        assertEquals(
                List.of(
                        "| Card added, its cryptography | fingerprint, key and seal 10.0 µs of 10.0 ms of processor: 0.10 %"
                                + " | at most 5 %, reached |\n"),
                added(10).cryptography(micro).stream().map(Figure::row).toList());
        assertFalse(added(0.19).cryptography(micro).get(0).reached());
        assertTrue(added(0.21).cryptography(micro).get(0).reached());
        assertEquals(List.of(), new Table(List.of()).cryptography(micro), "no card was added");
    }

    private static Table added(double processor) {
        return new Table(List.of(
                new Bench.Round(Thing.CARD_ADDED, 8, 1, 1000, Measured.read(List.of(PRINTED), processor, 512))));
    }

    private Micro micro(String... singles) throws IOException {
        return Micro.read(Files.writeString(folder.resolve("micro.json"), "[" + String.join(",", singles) + "]"));
    }

    private static String single(String name, String score, String error) {
        return "{\"benchmark\": \"net.korax.ams.card.CustodyBenchmark." + name
                + "\", \"primaryMetric\": {\"score\": " + score + ", \"scoreError\": " + error
                + ", \"scoreUnit\": \"us/op\"}}";
    }
}
