package net.korax.ams.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The reference of a visit that the browser keeps: 256 random bits (ASVS 7.2.3). The house keeps the SHA-256 alone, which needs neither
 * salt nor stretching, for nobody guesses what it is of. Its text form hides it.
 */
public record VisitToken(String value) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static VisitToken random() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new VisitToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "VisitToken";
    }
}
