package net.korax.ams.vault;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The key pairs with which checkpoints of the audit trail are signed: ECDSA on P-256 with SHA-256 (FIPS 186-5), because whoever checks
 * them should need nothing with which he could make one. Guarantee: no private key is returned. Thread-safe.
 */
public final class SigningKeys {

    /** What {@link java.security.Signature} calls it; a signature is the DER form. */
    public static final String ALGORITHM = "SHA256withECDSA";

    private final Provider provider;
    private final SortedMap<Integer, KeyStore.PrivateKeyEntry> pairs;

    /** @param provider of a token; null for keys in memory */
    SigningKeys(Provider provider, SortedMap<Integer, KeyStore.PrivateKeyEntry> pairs) {
        this.provider = provider;
        this.pairs = Collections.unmodifiableSortedMap(pairs);
    }

    /** The newest version, with which is signed. */
    public int version() {
        return pairs.lastKey();
    }

    /** Every version that the store holds. */
    public SortedSet<Integer> versions() {
        return new TreeSet<>(pairs.keySet());
    }

    /** @param version one of {@link #versions()} */
    public PublicKey publicKey(int version) {
        KeyStore.PrivateKeyEntry pair = pairs.get(version);
        if (pair == null) {
            throw new SealBroken(SealBroken.Kind.UNKNOWN_KEY_VERSION);
        }
        return pair.getCertificate().getPublicKey();
    }

    /** Signs with the newest version. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature =
                    provider == null ? Signature.getInstance(ALGORITHM) : Signature.getInstance(ALGORITHM, provider);
            signature.initSign(pairs.get(version()).getPrivateKey());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new IllegalStateException("The key store does not sign.", failure);
        }
    }
}
