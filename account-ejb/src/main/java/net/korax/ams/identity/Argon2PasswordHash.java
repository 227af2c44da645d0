package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.security.enterprise.identitystore.PasswordHash;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.shared.Configuration;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id (19 MiB, 2 passes, 1 lane: OWASP), then through a pepper that the database does not hold, so
 * that a stolen table cannot be guessed against. Each takes 19 MiB and a good part of a tenth of a second of a processor, so no more than
 * {@code ams.passwords-at-once} run at a time (unless it is set one for each processor, up to four), and eight times as many wait, at least
 * thirty-two; beyond, {@link Busy}. The memory is kept for the next, and wiped after each.
 *
 * <p>Stored: the PHC string {@code $argon2id$v=19$m=19456,t=2,p=1$<salt 16>$<tag 32>}, base64 without padding. The tag
 * is the peppered one: another Argon2 implementation does not accept it.
 */
@Dependent
public class Argon2PasswordHash implements PasswordHash {

    /** Costs as much to compare as a real one and matches nothing: for user names that do not exist. */
    public static final String UNKNOWN_USER =
            "$argon2id$v=19$m=19456,t=2,p=1$" + "AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** What today's passwords cost. */
    static final Cost CURRENT = new Cost(19456, 2, 1);

    private static final int SALT = 16;
    private static final int TAG = 32;
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=([0-9])"
            + "\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int AT_ONCE = Configuration.get("ams.passwords-at-once")
            .map(Integer::parseInt)
            .orElseGet(() -> Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final Turnstile TURNSTILE = new Turnstile(AT_ONCE, Math.max(32, 8 * AT_ONCE));
    /** As many as run at once. */
    private static final Queue<BlockPool> MEMORY = new ConcurrentLinkedQueue<>();

    private final UnaryOperator<byte[]> pepper;
    private final Cost cost;

    /** With the pepper of the house. */
    public Argon2PasswordHash() {
        this(CredentialSeal::pepper, CURRENT);
    }

    /** @param pepper a keyed MAC of 32 bytes, its key outside the database */
    Argon2PasswordHash(UnaryOperator<byte[]> pepper, Cost cost) {
        this.pepper = Objects.requireNonNull(pepper, "pepper");
        this.cost = cost;
    }

    /** @param password stays the caller's to wipe */
    @Override
    public String generate(char[] password) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        byte[] tag = tag(password, salt, cost);
        return "$argon2id$v=19$" + cost + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }

    /**
     * Takes the same time whatever the answer.
     *
     * @param password stays the caller's to wipe
     * @param stored from {@link #generate}; null, or what cannot be read, costs the same and matches nothing
     */
    @Override
    public boolean verify(char[] password, String stored) {
        Optional<Stored> read = Stored.read(stored);
        Stored expected = read.or(() -> Stored.read(UNKNOWN_USER)).orElseThrow();
        boolean equal = MessageDigest.isEqual(expected.tag, tag(password, expected.salt, expected.cost));
        return equal && read.isPresent();
    }

    /** Whether it was made with other parameters than today's, and should be replaced while the password is known. */
    public boolean needsRehash(String stored) {
        return Stored.read(stored).filter(known -> known.cost.equals(cost)).isEmpty();
    }

    private byte[] tag(char[] password, byte[] salt, Cost cost) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        byte[] raw = new byte[TAG];
        try {
            return TURNSTILE.pass(() -> {
                argon2id(bytes, salt, cost, raw);
                return pepper.apply(raw);
            });
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded.array(), (byte) 0);
            Arrays.fill(raw, (byte) 0);
        }
    }

    static void argon2id(byte[] password, byte[] salt, Cost cost, byte[] out) {
        BlockPool memory = Optional.ofNullable(MEMORY.poll()).orElseGet(Argon2PasswordHash::memory);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory)
                .withIterations(cost.passes)
                .withParallelism(cost.lanes)
                .withSalt(salt)
                .withBlockPool(memory)
                .build());
        generator.generateBytes(password, out);
        MEMORY.add(memory);
    }

    /** Takes no more than one of today's passwords needs, whatever went through it. */
    private static BlockPool memory() {
        return new FixedBlockPool(CURRENT.memory);
    }

    /** @param memory in KiB */
    record Cost(int memory, int passes, int lanes) {

        @Override
        public String toString() {
            return "m=" + memory + ",t=" + passes + ",p=" + lanes;
        }
    }

    private static final class Stored {

        private final Cost cost;
        private final byte[] salt;
        private final byte[] tag;

        private Stored(Cost cost, byte[] salt, byte[] tag) {
            this.cost = cost;
            this.salt = salt;
            this.tag = tag;
        }

        static Optional<Stored> read(String phc) {
            Matcher read = PHC.matcher(phc == null ? "" : phc);
            if (!read.matches()) {
                return Optional.empty();
            }
            Cost cost = new Cost(number(read, 1), number(read, 2), number(read, 3));
            if (cost.memory < 8 * cost.lanes || cost.memory > 262_144 || cost.passes < 1 || cost.lanes < 1) {
                return Optional.empty();
            }
            try {
                Base64.Decoder base64 = Base64.getDecoder();
                return Optional.of(new Stored(cost, base64.decode(read.group(4)), base64.decode(read.group(5))));
            } catch (IllegalArgumentException strayBits) {
                return Optional.empty();
            }
        }

        private static int number(Matcher read, int group) {
            return Integer.parseInt(read.group(group));
        }
    }
}
