package net.korax.ams.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * An Ed25519 key pair (RFC 8032) that follows from a MAC key of the store, so that a file and a token hold it alike: its private half is
 * HMAC-SHA-256 of the key's own name, made anew for each signature and kept nowhere. Its public half may be given to anybody.
 */
public final class DerivedKeyPair {

    private static final String ALGORITHM = "Ed25519";
    private static final String LABEL = "korax/ed25519/1";

    private final KeyPair pair;

    private DerivedKeyPair(KeyPair pair) {
        this.pair = pair;
    }

    /** The pair of a version of a key. */
    public static DerivedKeyPair of(KeyRing ring, KeyPurpose purpose, int version) {
        byte[] seed = ring.mac(purpose, version, LABEL.getBytes(StandardCharsets.US_ASCII));
        try {
            return new DerivedKeyPair(pair(seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** @param seed 32 bytes, the private key of RFC 8032 */
    static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no Ed25519.", missing);
        }
    }

    /** 64 bytes. */
    public byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("Nothing can be signed.", failure);
        }
    }

    /** Whether this key has signed the text; false for whatever is no signature. */
    public boolean hasSigned(byte[] text, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(pair.getPublic());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException none) {
            return false;
        }
    }

    /** The public half as X.509 writes it (RFC 8410), 44 bytes. */
    public byte[] publicKey() {
        return pair.getPublic().getEncoded();
    }

    /** The JDK derives the public half of a private key only while it makes both: so it is given what it asks chance for. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        Given(byte[] seed) {
            super(null, null);
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
