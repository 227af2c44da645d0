package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path home;

    @Test
    @Tag("PCI-8.6.2")
    void passwordIsMadeOnce_andKept() {
        String made = new Secrets(home).get("admin.password");
        assertEquals(made, new Secrets(home).get("admin.password"));
        assertTrue(made.length() >= 32, made);
    }

    @Test
    void passwordsDiffer() {
        Secrets secrets = new Secrets(home);
        assertNotEquals(secrets.get("core.password"), secrets.get("vault.password"));
    }

    @Test
    void passwordNeedsNoQuoting() {
        Secrets secrets = new Secrets(home);
        for (int i = 0; i < 100; i++) {
            assertTrue(secrets.get("p" + i).matches("[A-Za-z0-9_]+"), secrets.get("p" + i));
        }
    }

    @Test
    @Tag("PCI-8.6.2")
    void filesAreTheOwnersAlone() throws IOException {
        Secrets secrets = new Secrets(home);
        Path one = secrets.file("keystore.password", home.resolve("keys"));
        assertEquals(secrets.get("keystore.password"), Files.readString(one));
        assertEquals("rw-------", permissions(one));
        assertEquals("rw-------", permissions(home.resolve("secrets.properties")));
    }

    @Test
    void folderThatIsMade_isTheOwnersAlone_andOneThatIsThereStaysAsItIs() throws IOException {
        Path made = home.resolve("a").resolve("b");
        new Secrets(made).get("one");
        assertEquals("rwx------", permissions(made));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
        new Secrets(made).get("two");
        assertEquals("rwxr-x---", permissions(made));
    }

    @Test
    void fileThatIsThere_stays() throws IOException {
        Path given = Files.writeString(home.resolve("keystore.password"), "given");
        assertEquals("given", Files.readString(new Secrets(home).file("keystore.password", home)));
        assertEquals(given, new Secrets(home).file("keystore.password", home));
    }

    @Test
    void homeThatIsAFile_isRefusedInASentence() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        String said = assertThrows(Failure.class, () -> new Secrets(file)).getMessage();
        assertTrue(said.contains(file.toString()) && said.contains("--home"), said);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
