package net.korax.ams.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM of the JCA with a fresh random 96-bit nonce for each message and a 128-bit tag. At most 2^32 messages may go
 * under one key (NIST SP 800-38D 8.3); a key here belongs to one customer account and stays far below.
 *
 * <p>Layout: nonce (12) | ciphertext | tag (16).
 *
 * <p>One for each key, and for one thread: what follows from the key alone is worked out once.
 */
final class Gcm {

    static final int NONCE = 12;
    static final int TAG = 16;

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;
    private final Provider provider;
    private Cipher cipher;

    /** @param provider of a key that lives in a token; null for a key in memory */
    Gcm(SecretKey key, Provider provider) {
        this.key = key;
        this.provider = provider;
    }

    byte[] seal(byte[] associated, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new IllegalStateException("The key store does not seal.", failure);
        }
    }

    /** @throws SealBroken when the bytes were not sealed with this key and this associated data */
    byte[] open(byte[] associated, byte[] sealed, int from) {
        if (sealed.length - from < NONCE + TAG) {
            throw new SealBroken(SealBroken.Kind.TRUNCATED);
        }
        byte[] nonce = Arrays.copyOfRange(sealed, from, from + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, associated)
                    .doFinal(sealed, from + NONCE, sealed.length - from - NONCE);
        } catch (AEADBadTagException wrongTag) {
            throw new SealBroken(SealBroken.Kind.WRONG_TAG);
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new IllegalStateException("The key store does not open.", failure);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        if (cipher == null) {
            cipher = provider == null ? Cipher.getInstance(ALGORITHM) : Cipher.getInstance(ALGORITHM, provider);
        }
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
