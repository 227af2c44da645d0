package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DekTest {

    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final UUID CARD = new UUID(0, 2);
    private static final byte[] PLAIN = "4111111111111111".getBytes(StandardCharsets.US_ASCII);

    private final KeyRing ring = TestKeys.ring();
    private final Dek dek = ring.unwrap(ring.newDek(ACCOUNT));
    private final AssociatedData aad = aad("test", ACCOUNT, CARD, "VISA", "1111", 2030);
    private final byte[] blob = dek.seal(aad, PLAIN);

    @AfterEach
    void wipe() {
        dek.close();
    }

    @Test
    void sealedValueOpens() {
        assertArrayEquals(PLAIN, dek.open(aad, blob));
        assertArrayEquals(new byte[0], dek.open(aad, dek.seal(aad, new byte[0])));
    }

    @Test
    void blobHasTheDocumentedLayout() {
        assertEquals(2 + 1 + 16 + 12 + PLAIN.length + 16, blob.length);
        assertEquals("4b5801", HexFormat.of().formatHex(blob, 0, 3));
        assertArrayEquals(Bytes.of(dek.id()), Arrays.copyOfRange(blob, 3, 19));
        assertFalse(new String(blob, StandardCharsets.ISO_8859_1).contains("4111"));
    }

    @Test
    void everyFlippedBit_breaksTheSeal() {
        for (int bit = 0; bit < 8 * blob.length; bit++) {
            byte[] changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(SealBroken.class, () -> dek.open(aad, changed));
        }
    }

    @Test
    void everyTruncationAndExtension_breaksTheSeal() {
        for (int length = 0; length < blob.length; length++) {
            byte[] cut = Arrays.copyOf(blob, length);
            assertThrows(SealBroken.class, () -> dek.open(aad, cut));
        }
        byte[] longer = Arrays.copyOf(blob, blob.length + 1);
        assertBroken(SealBroken.Kind.WRONG_TAG, aad, longer);
    }

    @ParameterizedTest
    @CsvSource({"0,UNKNOWN_SUITE", "1,UNKNOWN_SUITE", "2,UNKNOWN_SUITE", "3,OTHER_KEY", "18,OTHER_KEY", "19,WRONG_TAG"})
    void kindNamesWhichPartIsWrong(int place, SealBroken.Kind kind) {
        byte[] changed = blob.clone();
        changed[place]++;
        assertBroken(kind, aad, changed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 127, -1})
    void unknownSuite_doesNotOpen(int suite) {
        byte[] changed = blob.clone();
        changed[2] = (byte) suite;
        assertBroken(SealBroken.Kind.UNKNOWN_SUITE, aad, changed);
    }

    @Test
    void everyChangedFact_breaksTheSeal() {
        UUID other = new UUID(7, 7);
        for (AssociatedData changed : new AssociatedData[] {
            aad("production", ACCOUNT, CARD, "VISA", "1111", 2030),
            aad("test", other, CARD, "VISA", "1111", 2030),
            aad("test", ACCOUNT, other, "VISA", "1111", 2030),
            aad("test", CARD, ACCOUNT, "VISA", "1111", 2030),
            aad("test", ACCOUNT, CARD, "AMEX", "1111", 2030),
            aad("test", ACCOUNT, CARD, "VISA", "1112", 2030),
            aad("test", ACCOUNT, CARD, "VISA", "1111", 2031),
            AssociatedData.of("korax/pan/1"),
            AssociatedData.of("korax/pii/1", "test", ACCOUNT, CARD, "VISA", "1111", YearMonth.of(2030, 1))
        }) {
            assertBroken(SealBroken.Kind.WRONG_TAG, changed, blob);
        }
    }

    @Test
    void blobsSwappedBetweenOwners_doNotOpen() {
        try (Dek bob = ring.unwrap(ring.newDek(new UUID(0, 9)))) {
            byte[] his = bob.seal(aad, PLAIN);
            assertBroken(SealBroken.Kind.OTHER_KEY, aad, his);
            byte[] disguised = his.clone();
            System.arraycopy(blob, 0, disguised, 0, 19);
            assertBroken(SealBroken.Kind.WRONG_TAG, aad, disguised);
        }
    }

    @Test
    void bodyUnderAnotherNonce_doesNotOpen() {
        byte[] second = dek.seal(aad, PLAIN);
        byte[] mixed = blob.clone();
        System.arraycopy(second, 19, mixed, 19, 12);
        assertBroken(SealBroken.Kind.WRONG_TAG, aad, mixed);
    }

    @Test
    void nonceIsNeverUsedTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(nonces.add(HexFormat.of().formatHex(dek.seal(aad, PLAIN), 19, 31)));
        }
    }

    @Test
    void messageSaysWhichKindAndNoMore() {
        byte[] changed = blob.clone();
        changed[40]++;
        SealBroken broken = assertThrows(SealBroken.class, () -> dek.open(aad, changed));
        assertEquals("The seal is broken: WRONG_TAG", broken.getMessage());
        assertEquals(null, broken.getCause());
    }

    @Test
    void closedKey_isWipedAndSealsNoMore() {
        Dek closed = ring.unwrap(ring.newDek(ACCOUNT));
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.seal(aad, PLAIN));
        assertThrows(IllegalStateException.class, closed::material);
    }

    @Test
    void keysCannotBeSerialised() {
        for (Class<?> type : new Class<?>[] {Dek.class, KeyRing.class, WrappedDek.class, AssociatedData.class}) {
            assertFalse(Serializable.class.isAssignableFrom(type), type.getName());
        }
    }

    private void assertBroken(SealBroken.Kind kind, AssociatedData with, byte[] sealed) {
        assertEquals(
                kind,
                assertThrows(SealBroken.class, () -> dek.open(with, sealed)).kind());
    }

    private static AssociatedData aad(
            String environment, UUID account, UUID card, String brand, String last, int year) {
        return AssociatedData.of("korax/pan/1", environment, account, card, brand, last, YearMonth.of(year, 1));
    }
}
