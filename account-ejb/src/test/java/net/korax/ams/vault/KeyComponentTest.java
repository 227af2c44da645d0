package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two components open a store together, and one alone tells nothing. */
@Tag("PCI-3.6.1.2")
class KeyComponentTest {

    private final KeyComponent ann = KeyComponent.random();
    private final KeyComponent bob = KeyComponent.random();

    @Test
    void bothTogether_openTheStoreInEitherOrder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("custody.p12");
        KeyStores.createPkcs12(file, ann.with(bob), "test", KeyDomain.CUSTODY);
        assertEquals(
                1,
                KeyStores.openPkcs12(file, bob.with(ann), "test", KeyDomain.CUSTODY)
                        .kekVersion());
    }

    @Test
    void oneWithAnother_doesNotOpenTheStore(@TempDir Path folder) {
        Path file = folder.resolve("custody.p12");
        KeyStores.createPkcs12(file, ann.with(bob), "test", KeyDomain.CUSTODY);
        char[] wrong = ann.with(KeyComponent.random());
        assertThrows(IllegalStateException.class, () -> KeyStores.openPkcs12(file, wrong, "test", KeyDomain.CUSTODY));
    }

    @Test
    void written_isReadAgain() {
        KeyComponent read = KeyComponent.of(ann.written().toUpperCase(java.util.Locale.ROOT));
        assertArrayEquals(ann.with(bob), read.with(bob));
        assertEquals(72 + 17, ann.written().length());
    }

    @Test
    void oneWrongSign_isNoticed() {
        String written = ann.written();
        for (int i = 0; i < written.length(); i++) {
            char sign = written.charAt(i);
            if (sign != ' ') {
                String slip = written.substring(0, i) + (sign == 'f' ? '0' : 'f') + written.substring(i + 1);
                assertThrows(IllegalArgumentException.class, () -> KeyComponent.of(slip));
            }
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "00", "zz", "the quick brown fox"})
    void whatIsNone_isRefused(String typed) {
        assertThrows(IllegalArgumentException.class, () -> KeyComponent.of(typed));
    }

    @Test
    void wiped_isNothing() {
        char[] before = ann.with(bob);
        ann.close();
        assertFalse(Arrays.equals(before, ann.with(bob)));
        assertEquals("KeyComponent", ann.toString());
    }
}
