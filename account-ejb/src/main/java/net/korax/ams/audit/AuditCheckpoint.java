package net.korax.ams.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.SigningKeys;

/**
 * What the trail was at a moment, signed: whoever rewrites the chain cannot rewrite this, because the key never leaves the key store and
 * the text is kept outside of the database. One line of text:
 *
 * <pre>korax-checkpoint/1 ENVIRONMENT SEQ HASH AT KEY-VERSION SIGNATURE</pre>
 *
 * <p>The hash is that of link {@code SEQ}, in Base64 (in hexadecimal one in a thousand would look like a card number); the moment ISO 8601 in UTC; the signature ECDSA on P-256 with SHA-256 over the
 * bytes of the line before its last blank, in Base64.
 *
 * @param environment so that a checkpoint of a test system says nothing of production
 */
public record AuditCheckpoint(String environment, long seq, String hash, Instant at, int keyVersion, String signature) {

    private static final Pattern LINE = Pattern.compile("korax-checkpoint/1 ([a-z0-9]{1,32}) ([1-9][0-9]{0,17})"
            + " ([A-Za-z0-9+/]{43}=) (\\d{4}-\\d\\d-\\d\\dT[0-9:.]{8,15}Z) ([1-9][0-9]{0,5}) ([A-Za-z0-9+/=]{40,200})");

    /** Signs what the trail is now with the house's newest key. */
    static AuditCheckpoint sign(long seq, byte[] hash, Instant at) {
        SigningKeys keys = Keys.house().signing();
        AuditCheckpoint bare = new AuditCheckpoint(Keys.house().environment(), seq, text(hash), at, keys.version(), "");
        byte[] signature = keys.sign(bare.signed());
        return new AuditCheckpoint(bare.environment, seq, bare.hash, at, keys.version(), text(signature));
    }

    /** The public keys of the house by their version. */
    static SortedMap<Integer, PublicKey> publicKeys() {
        SigningKeys keys = Keys.house().signing();
        SortedMap<Integer, PublicKey> all = new TreeMap<>();
        for (int version : keys.versions()) {
            all.put(version, keys.publicKey(version));
        }
        return all;
    }

    /** Reads a line; empty when it is none. */
    static Optional<AuditCheckpoint> of(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new AuditCheckpoint(
                        parts.group(1),
                        Long.parseLong(parts.group(2)),
                        parts.group(3),
                        Instant.parse(parts.group(4)),
                        Integer.parseInt(parts.group(5)),
                        parts.group(6)))
                : Optional.empty();
    }

    /** Whether the holder of the key signed just this; false also without a key. */
    boolean isSignedBy(PublicKey key) {
        if (key == null) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(SigningKeys.ALGORITHM);
            check.initVerify(key);
            check.update(signed());
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException nonsense) {
            return false;
        }
    }

    /** Whether a link with this hash is the one that was signed. */
    boolean isOf(byte[] other) {
        return hash.equals(text(other));
    }

    /** As it stands in a file. */
    String line() {
        return text() + " " + signature;
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private byte[] signed() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    private String text() {
        return String.join(
                " ",
                "korax-checkpoint/1",
                environment,
                Long.toString(seq),
                hash,
                at.toString(),
                Integer.toString(keyVersion));
    }
}
