package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is signed by who has the key store, and checked by who has the public key alone. */
class SigningKeysTest {

    private static final char[] PASSWORD = "a long password of a test".toCharArray();
    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path folder;

    @Test
    void signature_holdsForWhatWasSignedAndNothingElse() throws Exception {
        SigningKeys keys = TestKeys.ring().signing();
        byte[] signature = keys.sign(MESSAGE);
        assertTrue(holds(keys.publicKey(1), MESSAGE, signature));
        assertFalse(holds(keys.publicKey(1), new byte[] {1, 2, 4}, signature));
        assertFalse(holds(TestKeys.ring().signing().publicKey(1), MESSAGE, signature), "signed by another pair");
        assertThrows(SealBroken.class, () -> keys.publicKey(2));
    }

    @Test
    void newestPair_signs_andOlderOnesAreStillKnown() throws Exception {
        KeyStore store = TestKeys.store("test", 1);
        TestKeys.putPair(store, "ams-test-checkpoint-v2");
        SigningKeys keys =
                KeyRing.open(store, TestKeys.PASSWORD, "test", KeyDomain.HOUSE).signing();
        assertEquals(2, keys.version());
        assertTrue(holds(keys.publicKey(2), MESSAGE, keys.sign(MESSAGE)));
        assertFalse(holds(keys.publicKey(1), MESSAGE, keys.sign(MESSAGE)));
    }

    @Test
    void keysOfCards_signNothing() {
        assertThrows(NullPointerException.class, () -> TestKeys.custody().signing());
    }

    @Test
    void certificateOfThePair_isSignedByItself() throws Exception {
        KeyStore store = TestKeys.store("test", 1);
        X509Certificate certificate = (X509Certificate) store.getCertificate("ams-test-checkpoint-v1");
        certificate.verify(certificate.getPublicKey());
        assertEquals(
                "CN=ams-test-checkpoint-v1",
                certificate.getSubjectX500Principal().getName());
    }

    @Test
    void fileFromBefore_getsThePairThatItLacks_once() throws Exception {
        Path file = folder.resolve("keys.p12");
        KeyStores.createPkcs12(file, PASSWORD, "test", KeyDomain.values());
        KeyForge.removeFromPkcs12(file, PASSWORD, "ams-test-checkpoint-v1");
        assertEquals(
                "The key ams-test-checkpoint-v1 is missing in the key store.",
                assertThrows(IllegalStateException.class, this::open).getMessage());
        assertTrue(KeyStores.addSigningKey(file, PASSWORD, "test"));
        PublicKey made = open().publicKey(1);
        assertFalse(KeyStores.addSigningKey(file, PASSWORD, "test"));
        assertEquals(made, open().publicKey(1));
        assertFalse(Files.exists(folder.resolve("keys.p12.before")));
    }

    private SigningKeys open() {
        return KeyStores.openPkcs12(folder.resolve("keys.p12"), PASSWORD, "test", KeyDomain.HOUSE)
                .signing();
    }

    private static boolean holds(PublicKey key, byte[] message, byte[] signature) throws Exception {
        Signature check = Signature.getInstance(SigningKeys.ALGORITHM);
        check.initVerify(key);
        check.update(message);
        return check.verify(signature);
    }
}
