package net.korax.ams.shared;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to look for card numbers in what people type and servers log. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PanDetectorBenchmark {

    private final String note =
            "Called back on 12 March 2026 under +41 44 668 18 00, invoice 2026-004711, will send the form. ".repeat(3);
    private final String digits = "0123456789 ".repeat(27);

    /** A note of three hundred signs. */
    @Benchmark
    public boolean note() {
        return PanDetector.contains(note);
    }

    /** As many signs, nearly all digits: the worst case. */
    @Benchmark
    public boolean digits() {
        return PanDetector.contains(digits);
    }
}
