package net.korax.ams.identity;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.korax.ams.shared.InvalidValue;

/**
 * Time-based one-time codes (RFC 6238): HMAC-SHA-1, six digits, 30 seconds, one step of clock difference either way. A
 * step is accepted once: the caller stores the accepted step and hands it in the next time (ASVS 6.5.1).
 */
public final class Totp {

    private static final int SECRET = 20;
    private static final int SECONDS = 30;
    private static final int WINDOW = 1;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** 160 random bits, as RFC 4226 recommends. */
    public static byte[] newSecret() {
        byte[] secret = new byte[SECRET];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /**
     * @param typed the code; blanks in it do not count, null is simply wrong
     * @param lastUsedStep the step accepted before, or a negative number for none
     * @return the accepted step, to be stored before anything else is done; empty when wrong, too old or used
     */
    public static OptionalLong accept(byte[] secret, String typed, Instant now, long lastUsedStep) {
        String code = typed == null ? "" : typed.length() > 32 ? "" : typed.replaceAll("\\s", "");
        long current = Math.floorDiv(now.getEpochSecond(), SECONDS);
        OptionalLong accepted = OptionalLong.empty();
        for (long step = current - WINDOW; step <= current + WINDOW; step++) {
            boolean equal = MessageDigest.isEqual(bytes(code), bytes(code(secret, step)));
            if (equal && step > lastUsedStep && accepted.isEmpty()) {
                accepted = OptionalLong.of(step);
            }
        }
        return accepted;
    }

    /** The code of one step, leading zeros included. */
    static String code(byte[] secret, long step) {
        int value = truncated("HmacSHA1", secret, step) % MODULUS;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", value);
    }

    /** RFC 4226 5.3, dynamic truncation to 31 bits. */
    static int truncated(String algorithm, byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF;
            return ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The runtime has no " + algorithm + ".", failure);
        }
    }

    /** What an authenticator app reads from the picture. Holds the secret: show it once, never log it. */
    public static String uri(String issuer, String account, byte[] secret) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(account) + "?secret=" + base32(secret) + "&issuer="
                + encode(issuer) + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + SECONDS;
    }

    /** RFC 4648 6, upper case, without padding. */
    public static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte octet : bytes) {
            buffer = (buffer << 8 | octet & 0xFF) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(BASE32.charAt(buffer >> bits - 5 & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    /**
     * Reads either case, with blanks, dashes and padding.
     *
     * @throws InvalidValue totp.secret
     */
    public static byte[] fromBase32(String text) {
        String signs = text.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT);
        ByteBuffer out = ByteBuffer.allocate(signs.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (char sign : signs.toCharArray()) {
            int value = BASE32.indexOf(sign);
            if (value < 0) {
                throw new InvalidValue("totp.secret");
            }
            buffer = (buffer << 5 | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.put((byte) (buffer >> bits));
            }
        }
        return out.array();
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
