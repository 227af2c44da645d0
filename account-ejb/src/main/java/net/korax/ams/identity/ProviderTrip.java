package net.korax.ams.identity;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * One way to the provider and back, kept by the server while a browser is away: what the answer has to name so that it is the answer to
 * this question, of this browser (OpenID Connect Core 3.1.2.1, RFC 7636). It lets nobody in. Its text form hides it.
 *
 * @param state comes back in the address
 * @param nonce comes back in the signed token
 * @param verifier of which the provider was told the hash; sent when the code is turned in
 * @param linking the member of staff who wants to be known there; null of a sign-in
 */
public record ProviderTrip(String state, String nonce, String verifier, UUID linking, Instant until)
        implements Serializable {

    private static final int BYTES = 32;
    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    static ProviderTrip begin(UUID linking) {
        return new ProviderTrip(
                random(), random(), random(), linking, Time.now().plus(LASTS));
    }

    /** Whether an answer is to this question, and in time. */
    boolean isAnsweredBy(String given) {
        return given != null
                && until.isAfter(Time.now())
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of the verifier (RFC 7636 4.2, S256). */
    String challenge() {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return encode(random);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "ProviderTrip";
    }
}
