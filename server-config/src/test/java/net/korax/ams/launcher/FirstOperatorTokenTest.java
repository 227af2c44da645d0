package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstOperatorTokenTest {

    @TempDir
    private Path home;

    @TempDir
    private Path other;

    @Test
    void token_isForItsOwnerAlone_andStaysUntilSomebodyWorksHere() throws IOException {
        Path file = new FirstOperatorToken(home).keep(false).orElseThrow();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String token = Files.readString(file);
        assertEquals(43, token.length());
        new FirstOperatorToken(home).keep(false);
        assertEquals(token, Files.readString(file));
        assertNotEquals(
                token,
                Files.readString(new FirstOperatorToken(other).keep(false).orElseThrow()));

        assertEquals(Optional.empty(), new FirstOperatorToken(home).keep(true));
        assertFalse(Files.exists(file));
        assertTrue(new FirstOperatorToken(home).keep(true).isEmpty(), "there is none to take away");
    }
}
