package net.korax.ams.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.korax.ams.identity.Totp;

/** The code that an authenticator would show now for a sample member of staff (RFC 6238, SHA-1, six digits, thirty seconds). */
public final class SampleTotp {

    private SampleTotp() {}

    static String code(String[] options) {
        if (options.length != 1) {
            throw new Failure("Say whose code: ./ams totp NAME, with the name of a sample member of staff.");
        }
        return code(options[0], Instant.now());
    }

    /** The code of a sample log-in at an instant. */
    public static String code(String name, Instant at) {
        String secret = secrets().getProperty(name.toLowerCase(Locale.ROOT));
        if (secret == null) {
            throw new Failure("There is no sample member of staff named \"" + name + "\"; there are "
                    + String.join(", ", new TreeSet<>(secrets().stringPropertyNames())) + ".");
        }
        return codeOf(secret, at);
    }

    /** The code of a secret, as an app reads it (RFC 4648 base 32), at an instant. */
    public static String codeOf(String secret, Instant at) {
        return code(Totp.fromBase32(secret), Math.floorDiv(at.getEpochSecond(), 30));
    }

    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 15;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties secrets() {
        Properties secrets = new Properties();
        try (InputStream in = SampleTotp.class.getResourceAsStream("/demo/staff-totp.properties")) {
            secrets.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets;
    }
}
