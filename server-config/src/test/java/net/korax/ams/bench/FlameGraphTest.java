package net.korax.ams.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** From a recording of this very process. */
class FlameGraphTest {

    private static final String HERE = FlameGraphTest.class.getName();
    private static final String BUSY = Busy.class.getName();

    private static final class Busy {

        static double work(long nanos) {
            double sum = 0;
            for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
                sum = again(sum, 20);
            }
            return sum;
        }

        private static double again(double sum, int times) {
            return times == 0 ? sum : again(Math.sqrt(sum + times), times - 1);
        }
    }

    private static FlameGraph recorded(Path folder) throws Exception {
        for (int tries = 1; ; tries++) {
            Path file = folder.resolve(tries + ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
                recording.start();
                // In a thread of its own, whose root no recording cuts off.
                long nanos = 500_000_000L * tries;
                Thread busy = new Thread(() -> Busy.work(nanos));
                busy.start();
                busy.join();
                recording.stop();
                recording.dump(file);
            }
            FlameGraph graph = FlameGraph.of(file);
            if (graph.part(BUSY) > 0 || tries == 20) {
                return graph;
            }
        }
    }

    @Test
    void whoIsCalled_isBelowWhoCalls(@TempDir Path folder) throws Exception {
        FlameGraph graph = recorded(folder);
        assertTrue(graph.samples() > 0);
        assertTrue(graph.part(BUSY) > 0, "nobody was seen busy");
        assertTrue(graph.part(HERE) >= graph.part(BUSY), "who calls is there at least as often");
        assertEquals(0, graph.part("net.korax.ams.bench.Nobody"));
    }

    @Test
    void picture_isXml_andTellsEachClassOnce_withoutReflection(@TempDir Path folder) throws Exception {
        FlameGraph graph = recorded(folder);
        String svg = graph.svg("A & B");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertTrue(svg.contains("A &amp; B; " + graph.samples() + " samples"));
        assertEquals(
                2, svg.split("<title>" + BUSY.replace("$", "\\$") + ",", -1).length, "once, though it calls itself");
        assertFalse(svg.contains("jdk.internal.reflect"), "who calls without meaning is passed over");
    }
}
