package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of a key is added to a file in use, and taken out of it, and no key is lost on the way. */
class KeyForgeTest {

    private static final char[] PASSWORD = "a long password of a test".toCharArray();
    private static final String SECOND = KeyDomain.CUSTODY.kekAlias("test", 2);

    @TempDir
    private Path folder;

    private Path file;
    private WrappedDek old;

    @BeforeEach
    void oneVersion() {
        file = folder.resolve("keys.p12");
        KeyStores.createPkcs12(file, PASSWORD, "test", KeyDomain.CUSTODY);
        old = open().newDek(UUID.randomUUID());
    }

    @Test
    void newVersion_opensBesideTheOldOne() throws IOException {
        KeyForge.addToPkcs12(file, PASSWORD, SECOND, "AES");
        KeyRing ring = open();
        assertEquals(Set.of(1, 2), Set.copyOf(ring.kekVersions()));
        assertEquals(2, ring.rewrap(old).kekVersion());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void madeTwice_isTheSameKey() {
        KeyForge.addToPkcs12(file, PASSWORD, SECOND, "AES");
        WrappedDek fresh = open().rewrap(old);
        KeyForge.addToPkcs12(file, PASSWORD, SECOND, "AES");
        open().unwrap(fresh).close();
    }

    @Test
    void fileAsItWas_staysBesideUntilItIsNoLongerNeeded() throws IOException {
        byte[] before = Files.readAllBytes(file);
        KeyForge.addToPkcs12(file, PASSWORD, SECOND, "AES");
        Path backup = folder.resolve("keys.p12.before");
        assertArrayEquals(before, Files.readAllBytes(backup));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
        KeyForge.dropBackup(file);
        assertEquals(List.of("keys.p12"), names());
    }

    @Test
    void halfAFileOfATryThatDied_isInNobodysWay() throws IOException {
        Files.writeString(folder.resolve("keys.p12.new"), "half a file");
        KeyForge.addToPkcs12(file, PASSWORD, SECOND, "AES");
        assertTrue(open().kekVersions().contains(2));
    }

    @Test
    @Tag("PCI-3.7.5")
    void destroyedVersion_isInNoFileAnyMore() throws IOException {
        KeyForge.addToPkcs12(file, PASSWORD, SECOND, "AES");
        WrappedDek fresh = open().rewrap(old);
        KeyForge.removeFromPkcs12(file, PASSWORD, KeyDomain.CUSTODY.kekAlias("test", 1));
        assertEquals(List.of("keys.p12"), names());
        KeyRing ring = open();
        assertFalse(ring.kekVersions().contains(1));
        assertThrows(SealBroken.class, () -> ring.unwrap(old));
        ring.unwrap(fresh).close();
    }

    @Test
    void wrongPassword_changesNothing() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThrows(
                IllegalStateException.class,
                () -> KeyForge.addToPkcs12(file, "another password".toCharArray(), SECOND, "AES"));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(List.of("keys.p12"), names());
    }

    private KeyRing open() {
        return KeyStores.openPkcs12(file, PASSWORD, "test", KeyDomain.CUSTODY);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
