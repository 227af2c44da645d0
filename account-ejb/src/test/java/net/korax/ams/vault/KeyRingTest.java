package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final AssociatedData AAD = AssociatedData.of("test/1");

    private final KeyRing ring = TestKeys.ring();

    @Test
    void wrappedKeyOpensAgain() {
        WrappedDek wrapped = ring.newDek(ANN);
        byte[] blob;
        try (Dek dek = ring.unwrap(wrapped)) {
            blob = dek.seal(AAD, new byte[] {1, 2, 3});
        }
        try (Dek dek = TestKeys.ring().unwrap(wrapped)) {
            assertArrayEquals(new byte[] {1, 2, 3}, dek.open(AAD, blob));
        }
        assertEquals(Gcm.NONCE + Dek.LENGTH + Gcm.TAG, wrapped.wrapped().length);
    }

    @Test
    @Tag("PCI-3.7.1")
    void twoKeysOfOneOwnerDiffer() {
        WrappedDek one = ring.newDek(ANN);
        WrappedDek other = ring.newDek(ANN);
        assertNotEquals(one.id(), other.id());
        try (Dek first = ring.unwrap(one);
                Dek second = ring.unwrap(other)) {
            assertFalse(Arrays.equals(first.material(), second.material()));
        }
    }

    @Test
    void wrappedKeyOfAnotherOwner_doesNotOpen() {
        WrappedDek ann = ring.newDek(ANN);
        assertBroken(SealBroken.Kind.WRONG_TAG, new WrappedDek(ann.id(), BOB, ann.kekVersion(), ann.wrapped()));
    }

    @Test
    @Tag("PCI-3.7.7")
    void wrappedKeysSwappedBetweenOwners_doNotOpen() {
        WrappedDek ann = ring.newDek(ANN);
        WrappedDek bob = ring.newDek(BOB);
        assertBroken(SealBroken.Kind.WRONG_TAG, new WrappedDek(ann.id(), ANN, 1, bob.wrapped()));
        assertBroken(SealBroken.Kind.WRONG_TAG, new WrappedDek(bob.id(), BOB, 1, ann.wrapped()));
    }

    @Test
    void wrappedKeyUnderAnotherId_doesNotOpen() {
        WrappedDek ann = ring.newDek(ANN);
        assertBroken(SealBroken.Kind.WRONG_TAG, new WrappedDek(new UUID(9, 9), ANN, 1, ann.wrapped()));
    }

    @Test
    @Tag("PCI-3.6.1.1")
    void wrappedKeyOfAnotherEnvironment_doesNotOpen() {
        KeyStore sameKeys = TestKeys.store("production", 1);
        KeyRing production = KeyRing.open(sameKeys, TestKeys.PASSWORD, "production", KeyDomain.HOUSE);
        WrappedDek tested = ring.newDek(ANN);
        SealBroken broken = assertThrows(SealBroken.class, () -> production.unwrap(tested));
        assertEquals(SealBroken.Kind.WRONG_TAG, broken.kind());
    }

    @Test
    @Tag("PCI-3.7.7")
    void replacedKeyUnderTheSameAlias_doesNotOpen() {
        WrappedDek wrapped = ring.newDek(ANN);
        KeyStore replaced = TestKeys.store("test", 1);
        TestKeys.put(replaced, "ams-test-kek-v1", 77);
        KeyRing other = KeyRing.open(replaced, TestKeys.PASSWORD, "test", KeyDomain.HOUSE);
        assertEquals(
                SealBroken.Kind.WRONG_TAG,
                assertThrows(SealBroken.class, () -> other.unwrap(wrapped)).kind());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, -1, Integer.MAX_VALUE})
    void unknownKeyVersion_doesNotOpen(int version) {
        WrappedDek ann = ring.newDek(ANN);
        assertBroken(SealBroken.Kind.UNKNOWN_KEY_VERSION, new WrappedDek(ann.id(), ANN, version, ann.wrapped()));
    }

    @Test
    void versionChangedToAnotherKnownOne_doesNotOpen() {
        WrappedDek old = ring.newDek(ANN);
        KeyRing rotated = rotated();
        assertThrows(SealBroken.class, () -> rotated.unwrap(new WrappedDek(old.id(), ANN, 2, old.wrapped())));
    }

    @Test
    void everyFlippedBit_breaksTheWrapping() {
        WrappedDek ann = ring.newDek(ANN);
        IntStream.range(0, 8 * ann.wrapped().length).forEach(bit -> {
            byte[] changed = ann.wrapped();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertBroken(SealBroken.Kind.WRONG_TAG, new WrappedDek(ann.id(), ANN, 1, changed));
        });
    }

    @Test
    void everyTruncation_breaksTheWrapping() {
        WrappedDek ann = ring.newDek(ANN);
        for (int length = 0; length < ann.wrapped().length; length++) {
            WrappedDek cut = new WrappedDek(ann.id(), ANN, 1, Arrays.copyOf(ann.wrapped(), length));
            assertThrows(SealBroken.class, () -> ring.unwrap(cut));
        }
    }

    @Test
    @Tag("PCI-3.7.4")
    void rotation_wrapsWithTheHighestVersionAndStillOpensTheOld() {
        WrappedDek old = ring.newDek(ANN);
        KeyRing rotated = rotated();
        assertEquals(2, rotated.kekVersion());
        WrappedDek fresh = rotated.rewrap(old);
        assertEquals(2, fresh.kekVersion());
        assertEquals(old.id(), fresh.id());
        try (Dek before = rotated.unwrap(old);
                Dek after = rotated.unwrap(fresh)) {
            assertArrayEquals(before.material(), after.material());
            assertArrayEquals(new byte[1], after.open(AAD, before.seal(AAD, new byte[1])));
        }
    }

    @Test
    @Tag("PCI-3.5.1.1")
    void macIsHmacSha256OverLengthPrefixedParts() throws GeneralSecurityException {
        javax.crypto.Mac reference = javax.crypto.Mac.getInstance("HmacSHA256");
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 2);
        reference.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
        byte[] expected = reference.doFinal(new byte[] {0, 0, 0, 2, 'a', 'b', 0, 0, 0, 1, 'c'});
        assertArrayEquals(expected, TestKeys.custody().mac(KeyPurpose.FINGERPRINT, text("ab"), text("c")));
    }

    @Test
    void macSeesWhereOnePartEnds() {
        assertFalse(Arrays.equals(
                ring.mac(KeyPurpose.INDEX, text("ab"), text("c")), ring.mac(KeyPurpose.INDEX, text("a"), text("bc"))));
    }

    @Test
    void macDiffersForEachPurpose() {
        long different = KeyDomain.HOUSE.purposes().stream()
                .map(purpose -> HexFormat.of().formatHex(ring.mac(purpose, text("x"))))
                .distinct()
                .count();
        assertEquals(3, different);
    }

    @ParameterizedTest
    @EnumSource(KeyDomain.class)
    void missingMacKey_isNamed(KeyDomain domain) throws GeneralSecurityException {
        for (KeyPurpose purpose : domain.purposes()) {
            KeyStore store = TestKeys.store("test", 1);
            store.deleteEntry(purpose.alias("test", 1));
            String message = assertThrows(
                            IllegalStateException.class, () -> KeyRing.open(store, TestKeys.PASSWORD, "test", domain))
                    .getMessage();
            assertEquals("The key " + purpose.alias("test", 1) + " is missing in the key store.", message);
        }
    }

    @Test
    void everyPurposeBelongsToOneDomain() {
        List<KeyPurpose> purposes = Arrays.stream(KeyDomain.values())
                .flatMap(domain -> domain.purposes().stream())
                .sorted()
                .toList();
        assertEquals(List.of(KeyPurpose.values()), purposes);
    }

    @Test
    @Tag("PCI-3.6.1")
    void wrappedKeyOfOneDomain_doesNotOpenInTheOther() {
        WrappedDek wrapped = ring.newDek(ANN);
        assertEquals(
                SealBroken.Kind.WRONG_TAG,
                assertThrows(SealBroken.class, () -> TestKeys.custody().unwrap(wrapped))
                        .kind());
    }

    @Test
    void olderMacKey_isKeptBesideTheNewOne() {
        KeyStore store = TestKeys.store("test", 1);
        TestKeys.put(store, "ams-test-fpr-v2", 55);
        KeyRing two = KeyRing.open(store, TestKeys.PASSWORD, "test", KeyDomain.CUSTODY);
        assertEquals(2, two.macVersion(KeyPurpose.FINGERPRINT));
        assertArrayEquals(
                TestKeys.custody().mac(KeyPurpose.FINGERPRINT, text("x")),
                two.mac(KeyPurpose.FINGERPRINT, 1, text("x")));
        assertFalse(Arrays.equals(
                two.mac(KeyPurpose.FINGERPRINT, 1, text("x")), two.mac(KeyPurpose.FINGERPRINT, text("x"))));
        assertThrows(SealBroken.class, () -> two.mac(KeyPurpose.FINGERPRINT, 3, text("x")));
    }

    @Test
    void rotation_canStayWithAnOlderVersion() {
        KeyRing rotated = rotated();
        WrappedDek old = rotated.newDek(ANN, 1);
        assertEquals(1, old.kekVersion());
        assertEquals(2, rotated.rewrap(old, 2).kekVersion());
        assertEquals(1, rotated.rewrap(old, 1).kekVersion());
        assertThrows(SealBroken.class, () -> rotated.rewrap(old, 3));
    }

    @Test
    @Tag("PCI-3.6.1.1")
    void inventory_namesEveryKeyOfTheStore() {
        assertEquals(
                List.of(
                        "ams-test-card-kek-v1",
                        "ams-test-certificate-v1",
                        "ams-test-checkpoint-v1",
                        "ams-test-fpr-v1",
                        "ams-test-index-v1",
                        "ams-test-kek-v1",
                        "ams-test-pepper-v1"),
                ring.inventory());
    }

    @Test
    void missingKek_isNamed() {
        assertRefusesToOpen("The key ams-test-kek-v1 is missing in the key store.", TestKeys.empty());
    }

    @Test
    @Tag("PCI-3.7.1")
    void shortKey_isRefused() {
        KeyStore store = TestKeys.store("test", 1);
        TestKeys.put(store, "ams-test-kek-v1", 1, 16);
        assertRefusesToOpen("The key ams-test-kek-v1 is shorter than 256 bits.", store);
    }

    @Test
    void keysOfAnotherEnvironmentWithTheSameBeginning_areNotTaken() {
        KeyStore store = TestKeys.store("test", 1);
        TestKeys.put(store, "ams-test-kek-v2x", 5);
        TestKeys.put(store, "ams-test2-kek-v7", 5);
        TestKeys.put(store, "xams-test-kek-v8", 5);
        assertEquals(
                1,
                KeyRing.open(store, TestKeys.PASSWORD, "test", KeyDomain.HOUSE).kekVersion());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Prod", "a-b", "a b", "ä", "../x"})
    void environmentThatIsNoPlainWord_isRefused(String environment) {
        KeyStore store = TestKeys.store("test", 1);
        assertThrows(
                IllegalStateException.class,
                () -> KeyRing.open(store, TestKeys.PASSWORD, environment, KeyDomain.HOUSE));
    }

    @Test
    @Tag("PCI-3.6.1")
    void createdFile_opensAndIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys.p12");
        KeyStores.createPkcs12(file, TestKeys.PASSWORD, "test", KeyDomain.values());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        KeyRing opened = KeyStores.openPkcs12(file, TestKeys.PASSWORD, "test", KeyDomain.HOUSE);
        WrappedDek wrapped = opened.newDek(ANN);
        KeyRing again = KeyStores.openPkcs12(file, TestKeys.PASSWORD, "test", KeyDomain.HOUSE);
        again.unwrap(wrapped).close();
        assertEquals("test", again.environment());
    }

    @Test
    void existingFile_isNeverOverwritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.p12"), "precious");
        assertThrows(
                IllegalStateException.class,
                () -> KeyStores.createPkcs12(file, TestKeys.PASSWORD, "test", KeyDomain.values()));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void wrongPasswordAbsentOrDamagedFile_isOneSentence(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys.p12");
        KeyStores.createPkcs12(file, TestKeys.PASSWORD, "test", KeyDomain.values());
        Path damaged = Files.writeString(folder.resolve("damaged.p12"), "no key store");
        assertUnreadable(file, "wrong");
        assertUnreadable(folder.resolve("absent.p12"), "x");
        assertUnreadable(damaged, "x");
    }

    @Test
    void fileOfAnotherEnvironment_lacksTheKeys(@TempDir Path folder) {
        Path file = folder.resolve("keys.p12");
        KeyStores.createPkcs12(file, TestKeys.PASSWORD, "test", KeyDomain.values());
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> KeyStores.openPkcs12(file, TestKeys.PASSWORD, "production", KeyDomain.HOUSE))
                .getMessage();
        assertEquals("The key ams-production-kek-v1 is missing in the key store.", message);
    }

    @Test
    void textFormsHoldNoMaterial() {
        WrappedDek wrapped = ring.newDek(ANN);
        assertEquals("KeyRing[environment=test, kekVersion=1]", ring.toString());
        assertEquals("WrappedDek[id=" + wrapped.id() + ", kekVersion=1]", wrapped.toString());
        try (Dek dek = ring.unwrap(wrapped)) {
            assertEquals("Dek[id=" + wrapped.id() + "]", dek.toString());
        }
    }

    @Test
    void wrappedKeyCannotBeChangedFromOutside() {
        WrappedDek wrapped = ring.newDek(ANN);
        wrapped.wrapped()[0] ^= 1;
        ring.unwrap(wrapped).close();
        assertEquals(wrapped, new WrappedDek(wrapped.id(), ANN, 1, wrapped.wrapped()));
        assertTrue(wrapped.hashCode() == new WrappedDek(wrapped.id(), ANN, 1, wrapped.wrapped()).hashCode());
    }

    private static KeyRing rotated() {
        KeyStore store = TestKeys.store("test", 1);
        TestKeys.put(store, "ams-test-kek-v2", 42);
        return KeyRing.open(store, TestKeys.PASSWORD, "test", KeyDomain.HOUSE);
    }

    private void assertBroken(SealBroken.Kind kind, WrappedDek wrapped) {
        assertEquals(
                kind, assertThrows(SealBroken.class, () -> ring.unwrap(wrapped)).kind());
    }

    private static void assertRefusesToOpen(String sentence, KeyStore store) {
        assertEquals(
                sentence,
                assertThrows(
                                IllegalStateException.class,
                                () -> KeyRing.open(store, TestKeys.PASSWORD, "test", KeyDomain.HOUSE))
                        .getMessage());
    }

    private static void assertUnreadable(Path file, String password) {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> KeyStores.openPkcs12(file, password.toCharArray(), "test", KeyDomain.HOUSE))
                .getMessage();
        assertEquals("The key file " + file.getFileName() + " is absent, damaged or has another password.", message);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
