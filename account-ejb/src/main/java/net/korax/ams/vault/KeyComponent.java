package net.korax.ams.vault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One of the two secrets that together open a key store (split knowledge, PCI 3.7.6). Each is 256 random bits, and so is what they
 * give together, so that whoever has one knows nothing at all of the other or of the password.
 *
 * <p>Written as 64 hexadecimal signs and 8 more that tell a slip of the pen, in groups of four. The password of the store is the
 * bitwise sum of both, in hexadecimal.
 */
public final class KeyComponent implements AutoCloseable {

    private static final int LENGTH = 32;
    private static final int CHECK = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private KeyComponent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A fresh one. */
    public static KeyComponent random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new KeyComponent(bytes);
    }

    /**
     * Reads what a custodian typed; spaces and dashes do not count, nor does the case.
     *
     * @throws IllegalArgumentException when it is not a component, or one with a slip in it; the text is not in the message
     */
    public static KeyComponent of(String typed) {
        String hex = typed == null ? "" : typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{" + 2 * (LENGTH + CHECK) + "}")) {
            throw new IllegalArgumentException("Not a component.");
        }
        byte[] all = HexFormat.of().parseHex(hex);
        byte[] bytes = Arrays.copyOf(all, LENGTH);
        boolean right = MessageDigest.isEqual(check(bytes), Arrays.copyOfRange(all, LENGTH, all.length));
        Arrays.fill(all, (byte) 0);
        if (!right) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalArgumentException("A component with a slip in it.");
        }
        return new KeyComponent(bytes);
    }

    /** The password that this one gives with another; the caller wipes it. */
    public char[] with(KeyComponent other) {
        byte[] sum = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            sum[i] = (byte) (bytes[i] ^ other.bytes[i]);
        }
        char[] password = new char[2 * LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            password[2 * i] = Character.forDigit(sum[i] >> 4 & 15, 16);
            password[2 * i + 1] = Character.forDigit(sum[i] & 15, 16);
        }
        Arrays.fill(sum, (byte) 0);
        return password;
    }

    /** As it is written down by its custodian. */
    public String written() {
        String hex = HexFormat.of().formatHex(bytes) + HexFormat.of().formatHex(check(bytes));
        return String.join(" ", hex.split("(?<=\\G.{4})"));
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "KeyComponent";
    }

    private static byte[] check(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Arrays.copyOf(digest, CHECK);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
