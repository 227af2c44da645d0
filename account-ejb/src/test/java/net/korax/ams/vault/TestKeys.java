package net.korax.ams.vault;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Key stores in memory with known keys: byte n times 32 under the alias asked for. */
public final class TestKeys {

    public static final String ENVIRONMENT = "test";

    static final char[] PASSWORD = "key-store-password".toCharArray();

    private TestKeys() {}

    /** The house's keys of the test environment; two rings have the same keys. */
    public static KeyRing ring() {
        return KeyRing.open(store(ENVIRONMENT, 1), PASSWORD, ENVIRONMENT, KeyDomain.HOUSE);
    }

    static KeyRing custody() {
        return KeyRing.open(store(ENVIRONMENT, 1), PASSWORD, ENVIRONMENT, KeyDomain.CUSTODY);
    }

    static KeyStore store(String environment, int first) {
        KeyStore store = empty();
        put(store, KeyDomain.HOUSE.kekAlias(environment, 1), first);
        put(store, KeyDomain.CUSTODY.kekAlias(environment, 1), first + 100);
        int next = first + 1;
        for (KeyPurpose purpose : KeyPurpose.values()) {
            put(store, purpose.alias(environment, 1), next++);
        }
        putPair(store, KeyDomain.signingAlias(environment, 1));
        return store;
    }

    static KeyStore empty() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            return store;
        } catch (GeneralSecurityException | java.io.IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A pair, which is another one each time. */
    static void putPair(KeyStore store, String alias) {
        try {
            KeyPairs.put(store, null, alias, PASSWORD);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void put(KeyStore store, String alias, int fill) {
        put(store, alias, fill, 32);
    }

    static void put(KeyStore store, String alias, int fill, int length) {
        byte[] material = new byte[length];
        Arrays.fill(material, (byte) fill);
        SecretKey key = new SecretKeySpec(material, "AES");
        try {
            store.setEntry(alias, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
