package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same promises with keys that cannot leave a token: SoftHSM through SunPKCS11. Where SoftHSM is not installed it
 * is left out, but never on the build server (CI=true). SOFTHSM2_CONF is set by the build.
 */
class KeyRingPkcs11Test {

    /** The file that an installation copies. */
    private static final Path CONFIG = Path.of("..", "server-config", "keys", "pkcs11.cfg");

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
        config = Files.copy(CONFIG, folder.resolve("pkcs11.cfg"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(
                7, KeyStores.fillPkcs11(config, PIN, "test", KeyDomain.values()).size());
        assertEquals(List.of(), KeyStores.fillPkcs11(config, PIN, "test", KeyDomain.values()), "twice is harmless");
        Provider token = Security.getProvider("SunPKCS11").configure(config.toString());
        store = KeyStore.getInstance("PKCS11", token);
        store.load(null, PIN);
        ring = KeyRing.open(store, null, "test", KeyDomain.HOUSE);
    }

    @Test
    @Tag("PCI-3.6.1")
    void keysDoNotLeaveTheToken() throws GeneralSecurityException {
        assertNull(store.getKey("ams-test-kek-v1", null).getEncoded());
        assertNull(store.getKey("ams-test-fpr-v1", null).getEncoded());
    }

    @Test
    @Tag("PCI-3.6.1")
    void inventory_isOneKeyAPurpose_andEachDoesNothingElse() throws Exception {
        List<String> objects = dumps();
        long keys = objects.stream()
                .filter(object -> !object.contains("CKO_CERTIFICATE"))
                .count();
        assertEquals(Collections.list(store.aliases()).size(), keys, "a key without a name is left behind");
        for (String object : objects) {
            if (object.contains("CKO_CERTIFICATE")) {
                // Beside the private key, under the same name; it holds what everybody may know.
                continue;
            }
            boolean seals = object.contains("CKK_AES");
            for (String allowed : seals ? List.of("ENCRYPT", "DECRYPT") : List.of("SIGN")) {
                assertEquals("TRUE", attribute(object, allowed), allowed);
            }
            List<String> refused = new ArrayList<>(List.of("UNWRAP", "DERIVE", "EXTRACTABLE", "DECRYPT"));
            refused.addAll(seals ? List.of("SIGN") : List.of());
            if (!object.contains("CKK_EC")) {
                refused.addAll(List.of("WRAP", "VERIFY"));
                refused.addAll(seals ? List.of() : List.of("ENCRYPT"));
            }
            if (seals) {
                refused.remove("DECRYPT");
            }
            for (String never : refused) {
                assertEquals("FALSE", attribute(object, never), never);
            }
            for (String always : List.of("SENSITIVE", "ALWAYS_SENSITIVE", "NEVER_EXTRACTABLE", "LOCAL", "PRIVATE")) {
                assertEquals("TRUE", attribute(object, always), always);
            }
        }
    }

    @Test
    @Tag("PCI-3.7.4")
    void newVersion_isMadeInTheToken_andGoneWhenItIsDestroyed() {
        WrappedDek old = ring.newDek(ANN);
        String second = KeyDomain.HOUSE.kekAlias("test", 2);
        assertTrue(KeyForge.addToPkcs11(config, PIN, second, "AES"));
        assertFalse(KeyForge.addToPkcs11(config, PIN, second, "AES"), "made twice is harmless");
        KeyRing both = KeyStores.openPkcs11(config, PIN, "test", KeyDomain.HOUSE);
        assertEquals(2, both.kekVersion());
        WrappedDek fresh = both.rewrap(old);
        assertEquals(2, fresh.kekVersion());

        KeyForge.removeFromPkcs11(config, PIN, second);
        KeyForge.removeFromPkcs11(config, PIN, second);
        KeyRing one = KeyStores.openPkcs11(config, PIN, "test", KeyDomain.HOUSE);
        one.unwrap(old).close();
        assertEquals(
                SealBroken.Kind.UNKNOWN_KEY_VERSION,
                assertThrows(SealBroken.class, () -> one.unwrap(fresh)).kind());
    }

    @Test
    void tokenThatWouldGiveItsKeysAway_isRefused_andTheKeyTakenOutAgain() throws IOException, GeneralSecurityException {
        Path open = Files.writeString(
                config.resolveSibling("open.cfg"),
                "name = AmsOpen\nlibrary = " + LIBRARY + "\nslotListIndex = 0\n"
                        + "attributes(generate, CKO_SECRET_KEY, *) = {\n"
                        + "  CKA_SENSITIVE = false\n  CKA_EXTRACTABLE = true\n}\n");
        String message = assertThrows(
                        IllegalStateException.class, () -> KeyForge.addToPkcs11(open, PIN, "ams-open-kek-v1", "AES"))
                .getMessage();
        assertTrue(message.startsWith("The token would give its keys away"), message);
        KeyStore again =
                KeyStore.getInstance("PKCS11", Security.getProvider("SunPKCS11").configure(open.toString()));
        again.load(null, PIN);
        assertFalse(again.containsAlias("ams-open-kek-v1"));
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
    void signatureOfAPairInTheToken_isCheckedWithThePublicKeyAlone() throws GeneralSecurityException {
        SigningKeys signing = ring.signing();
        assertNull(store.getKey("ams-test-checkpoint-v1", null).getEncoded());
        Signature check = Signature.getInstance(SigningKeys.ALGORITHM);
        check.initVerify(signing.publicKey(signing.version()));
        check.update(new byte[] {1, 2, 3});
        assertTrue(check.verify(signing.sign(new byte[] {1, 2, 3})));
        check.update(new byte[] {1, 2, 4});
        assertFalse(check.verify(signing.sign(new byte[] {1, 2, 3})));
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

    /** Every object of the token but its own description, as SoftHSM's own tool writes it out. */
    private static List<String> dumps() throws IOException, InterruptedException {
        List<String> dumps = new ArrayList<>();
        try (Stream<Path> files = Files.walk(config.resolveSibling("tokens"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".object"))
                    .filter(path -> !path.endsWith("token.object"))
                    .toList()) {
                Process dumping = new ProcessBuilder("softhsm2-dump-file", file.toString()).start();
                dumps.add(new String(dumping.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return dumps;
    }

    private static String attribute(String dump, String name) {
        Matcher value = Pattern.compile("CKA_" + name + "\\n.*boolean attribute\\n.*(TRUE|FALSE)")
                .matcher(dump);
        return value.find() ? value.group(1) : "absent";
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
