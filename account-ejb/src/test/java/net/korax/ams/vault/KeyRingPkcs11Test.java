package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same promises with keys that cannot leave a token: SoftHSM through SunPKCS11. Where SoftHSM is not installed it
 * is left out, but never on the build server (CI=true). SOFTHSM2_CONF is set by the build.
 */
class KeyRingPkcs11Test {

    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final char[] PIN = "987654".toCharArray();
    private static final UUID ANN = new UUID(0, 1);

    private static Path config;
    private static KeyStore store;
    private static KeyRing ring;

    @BeforeAll
    static void fillAFreshToken() throws IOException, InterruptedException, GeneralSecurityException {
        boolean installed = Files.exists(LIBRARY) && System.getenv("SOFTHSM2_CONF") != null;
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(installed, "SoftHSM must be installed, and SOFTHSM2_CONF set, on the build server");
        }
        assumeTrue(installed, "SoftHSM is not installed");
        Path conf = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path folder = conf.getParent();
        Path tokens = emptyFolder(folder.resolve("tokens"));
        Files.writeString(conf, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "ams", "--so-pin", "12345678", "--pin", "987654");
        config = Files.writeString(folder.resolve("pkcs11.cfg"), """
                name = AmsTest
                library = %s
                slotListIndex = 0
                attributes(generate, CKO_SECRET_KEY, *) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(LIBRARY));
        Provider token = Security.getProvider("SunPKCS11").configure(config.toString());
        store = KeyStore.getInstance("PKCS11", token);
        store.load(null, PIN);
        generate(token, "AES", "ams-test-kek-v1");
        generate(token, "AES", "ams-test-card-kek-v1");
        for (KeyPurpose purpose : KeyPurpose.values()) {
            generate(token, "HmacSHA256", purpose.alias("test", 1));
        }
        ring = KeyRing.open(store, null, "test", KeyDomain.HOUSE);
    }

    @Test
    @Tag("PCI-3.6.1")
    void keysDoNotLeaveTheToken() throws GeneralSecurityException {
        assertNull(store.getKey("ams-test-kek-v1", null).getEncoded());
        assertNull(store.getKey("ams-test-fpr-v1", null).getEncoded());
    }

    @Test
    void wrappedKeyOpensAgainThroughTheConfiguration() {
        AssociatedData aad = AssociatedData.of("test/1", ANN);
        WrappedDek wrapped = ring.newDek(ANN);
        KeyRing opened = KeyStores.openPkcs11(config, PIN, "test", KeyDomain.HOUSE);
        try (Dek before = ring.unwrap(wrapped);
                Dek after = opened.unwrap(wrapped)) {
            assertArrayEquals(new byte[] {1}, after.open(aad, before.seal(aad, new byte[] {1})));
        }
    }

    @Test
    void wrappedKeyOfAnotherOwner_doesNotOpen() {
        WrappedDek ann = ring.newDek(ANN);
        WrappedDek bob = new WrappedDek(ann.id(), new UUID(0, 2), 1, ann.wrapped());
        assertEquals(
                SealBroken.Kind.WRONG_TAG,
                assertThrows(SealBroken.class, () -> ring.unwrap(bob)).kind());
    }

    @Test
    void flippedBit_doesNotOpen() {
        WrappedDek ann = ring.newDek(ANN);
        byte[] changed = ann.wrapped();
        changed[20] ^= 1;
        assertThrows(SealBroken.class, () -> ring.unwrap(new WrappedDek(ann.id(), ANN, 1, changed)));
    }

    @Test
    void macIsStableAndDependsOnThePurpose() {
        byte[] part = {1};
        assertArrayEquals(ring.mac(KeyPurpose.PEPPER, part), ring.mac(KeyPurpose.PEPPER, part));
        assertThrows(
                AssertionError.class,
                () -> assertArrayEquals(ring.mac(KeyPurpose.PEPPER, part), ring.mac(KeyPurpose.INDEX, part)));
    }

    @Test
    void missingKey_isNamed() {
        String message = assertThrows(
                        IllegalStateException.class, () -> KeyRing.open(store, null, "other", KeyDomain.HOUSE))
                .getMessage();
        assertEquals("The key ams-other-kek-v1 is missing in the key store.", message);
    }

    @Test
    void unreachableToken_isOneSentence() throws IOException {
        Path wrong = Files.writeString(
                config.resolveSibling("absent.cfg"), "name = Absent\nlibrary = /absent.so\nslotListIndex = 0\n");
        String message = assertThrows(
                        IllegalStateException.class, () -> KeyStores.openPkcs11(wrong, PIN, "test", KeyDomain.HOUSE))
                .getMessage();
        assertEquals("The PKCS#11 token of absent.cfg is not reachable.", message);
    }

    private static void generate(Provider token, String algorithm, String alias) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(algorithm, token);
        generator.init(256);
        store.setKeyEntry(alias, generator.generateKey(), null, null);
    }

    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> content = Files.walk(folder)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), command[0]);
    }
}
