package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a house that another server runs. */
class HouseKeysTest {

    @TempDir
    private Path folder;

    @Test
    void keysOfTheEnvironment_openWithThePasswordBeside_forTheirOwnerAlone() throws IOException {
        make("keys.p12", "password", "live");
        char[] password = Files.readString(folder.resolve("password")).toCharArray();
        for (KeyDomain domain : KeyDomain.values()) {
            assertNotNull(KeyStores.openPkcs12(folder.resolve("keys.p12"), password, "live", domain));
        }
        for (String file : new String[] {"keys.p12", "password"}) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))),
                    file);
        }
    }

    @Test
    void keysThatAreThere_stay() throws IOException {
        make("keys.p12", "password", "live");
        byte[] before = Files.readAllBytes(folder.resolve("keys.p12"));
        assertThrows(Failure.class, () -> make("keys.p12", "other", "live"));
        assertThrows(Failure.class, () -> make("other.p12", "password", "live"));
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("keys.p12")));
        assertFalse(Files.exists(folder.resolve("other")) || Files.exists(folder.resolve("other.p12")));
    }

    @Test
    void environmentThatIsNoPlainWord_isRefused_andNothingIsMade() {
        assertThrows(Failure.class, () -> make("keys.p12", "password", "not a word"));
        assertFalse(Files.exists(folder.resolve("keys.p12")) || Files.exists(folder.resolve("password")));
    }

    private void make(String file, String password, String environment) {
        HouseKeys.make(
                new String[] {
                    folder.resolve(file).toString(), folder.resolve(password).toString(), environment
                },
                new PrintStream(new ByteArrayOutputStream()));
    }
}
