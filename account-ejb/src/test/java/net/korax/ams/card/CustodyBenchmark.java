package net.korax.ams.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.WrappedDek;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one number costs on its way into custody and out of it, with keys in a file; a published test number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CustodyBenchmark {

    private static final String ENVIRONMENT = "bench";
    private static final String TYPED = "4242 4242 4242 4242";

    private final UUID account = UUID.randomUUID();
    private final UUID card = UUID.randomUUID();
    private final Expiry expiry = new Expiry(YearMonth.of(2039, 12));
    private WrappedDek wrapped;
    private Pan pan;
    private SealedPan sealed;

    @Setup
    public void keys() throws IOException {
        Path folder = Files.createTempDirectory("ams-bench");
        Path password =
                Files.writeString(folder.resolve("password"), UUID.randomUUID().toString());
        Path file = folder.resolve("keys.p12");
        KeyStores.createPkcs12(file, Files.readString(password).toCharArray(), ENVIRONMENT, KeyDomain.values());
        System.setProperty("ams.environment", ENVIRONMENT);
        System.setProperty("ams.keystore.type", "PKCS12");
        System.setProperty("ams.keystore.path", file.toString());
        System.setProperty("ams.keystore.password-file", password.toString());
        wrapped = Keys.custody().newDek(account);
        pan = Pan.of(TYPED);
        try (Dek dek = Keys.custody().unwrap(wrapped)) {
            sealed = SealedPan.seal(dek, ENVIRONMENT, account, card, pan, expiry);
        }
    }

    /** Reading what was typed, with scheme, length and check digit. */
    @Benchmark
    public CardBrand read() {
        try (Pan read = Pan.of(TYPED)) {
            return read.brand();
        }
    }

    /** The account's key unwrapped, the number sealed under it. */
    @Benchmark
    public SealedPan seal() {
        try (Dek dek = Keys.custody().unwrap(wrapped)) {
            return SealedPan.seal(dek, ENVIRONMENT, account, card, pan, expiry);
        }
    }

    /** The account's key unwrapped, the number opened, wiped again. */
    @Benchmark
    public String open() {
        try (Dek dek = Keys.custody().unwrap(wrapped);
                Pan opened = sealed.open(dek, ENVIRONMENT)) {
            return opened.last4();
        }
    }

    @Benchmark
    public Fingerprint fingerprint() {
        return Custody.fingerprint(account, pan, 1);
    }

    /** A new account's key, wrapped. */
    @Benchmark
    public WrappedDek newKey() {
        return Keys.custody().newDek(account);
    }
}
