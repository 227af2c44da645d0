package net.korax.ams.vault;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the values of one owner. Guarantee: a value that was changed, cut, moved to other associated data or
 * sealed under another key does not open. Limits: the key is in memory until {@link #close()}, which wipes it; copies
 * made inside the JCA are left to the garbage collector. Use it within one call and one thread.
 *
 * <p>Blob: {@code "KX"} | suite 01 | id of this key (16) | nonce (12) | ciphertext | tag (16). The header is
 * authenticated together with the associated data.
 */
public final class Dek implements AutoCloseable {

    static final int LENGTH = 32;

    private static final byte SUITE_AES_256_GCM = 1;
    private static final int HEADER = 2 + 1 + 16;

    private final UUID id;
    private final byte[] key;
    private Gcm gcm;
    private boolean closed;

    /** @param key taken over, not copied: wiped by {@link #close()} */
    Dek(UUID id, byte[] key) {
        this.id = id;
        this.key = key;
    }

    public UUID id() {
        return id;
    }

    /** The bytes of {@code plain} stay the caller's to wipe. */
    public byte[] seal(AssociatedData aad, byte[] plain) {
        byte[] header = header();
        byte[] sealed = gcm().seal(authenticated(header, aad), plain);
        return ByteBuffer.allocate(HEADER + sealed.length)
                .put(header)
                .put(sealed)
                .array();
    }

    /** @throws SealBroken for whatever was not sealed by this key with this associated data */
    public byte[] open(AssociatedData aad, byte[] blob) {
        if (blob.length < HEADER + Gcm.NONCE + Gcm.TAG) {
            throw new SealBroken(SealBroken.Kind.TRUNCATED);
        }
        byte[] header = header();
        if (!Arrays.equals(blob, 0, 3, header, 0, 3)) {
            throw new SealBroken(SealBroken.Kind.UNKNOWN_SUITE);
        }
        if (!Arrays.equals(blob, 3, HEADER, header, 3, HEADER)) {
            throw new SealBroken(SealBroken.Kind.OTHER_KEY);
        }
        return gcm().open(authenticated(header, aad), blob, HEADER);
    }

    @Override
    public void close() {
        closed = true;
        gcm = null;
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "Dek[id=" + id + "]";
    }

    private Gcm gcm() {
        requireOpen();
        if (gcm == null) {
            gcm = new Gcm(new SecretKeySpec(key, "AES"), null);
        }
        return gcm;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This data key was wiped.");
        }
    }

    /** The key material, for wrapping it anew under another key-encryption key. */
    byte[] material() {
        requireOpen();
        return key.clone();
    }

    private byte[] header() {
        return ByteBuffer.allocate(HEADER)
                .put((byte) 'K')
                .put((byte) 'X')
                .put(SUITE_AES_256_GCM)
                .put(Bytes.of(id))
                .array();
    }

    private static byte[] authenticated(byte[] header, AssociatedData aad) {
        byte[] associated = Objects.requireNonNull(aad, "aad").bytes();
        return ByteBuffer.allocate(header.length + associated.length)
                .put(header)
                .put(associated)
                .array();
    }
}
