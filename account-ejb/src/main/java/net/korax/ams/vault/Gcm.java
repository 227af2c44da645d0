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
 */
final class Gcm {

    static final int NONCE = 12;
    static final int TAG = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Gcm() {}

    /** @param provider of a key that lives in a token; null for a key in memory */
    static byte[] seal(SecretKey key, Provider provider, byte[] associated, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, provider, nonce, associated);
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new IllegalStateException("The key store does not seal.", failure);
        }
    }

    /** @throws SealBroken when the bytes were not sealed with this key and this associated data */
    static byte[] open(SecretKey key, Provider provider, byte[] associated, byte[] sealed, int from) {
        if (sealed.length - from < NONCE + TAG) {
            throw new SealBroken(SealBroken.Kind.TRUNCATED);
        }
        byte[] nonce = Arrays.copyOfRange(sealed, from, from + NONCE);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, provider, nonce, associated);
            return cipher.doFinal(sealed, from + NONCE, sealed.length - from - NONCE);
        } catch (AEADBadTagException wrongTag) {
            throw new SealBroken(SealBroken.Kind.WRONG_TAG);
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new IllegalStateException("The key store does not open.", failure);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, Provider provider, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        String algorithm = "AES/GCM/NoPadding";
        Cipher cipher = provider == null ? Cipher.getInstance(algorithm) : Cipher.getInstance(algorithm, provider);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
