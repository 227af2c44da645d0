package net.korax.ams.identity;

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

/** What one password costs, without its pepper. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PasswordBenchmark {

    private final byte[] password = "harbour-Lantern-26".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private final byte[] salt = new byte[16];
    private final byte[] tag = new byte[32];

    @Benchmark
    public byte[] argon2id() {
        Argon2PasswordHash.argon2id(password, salt, Argon2PasswordHash.CURRENT, tag);
        return tag;
    }
}
