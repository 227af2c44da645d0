package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreFileTest {

    @TempDir
    private Path home;

    @Test
    void firstStart_makesOne_andLaterStartsKeepIt() throws IOException {
        KeyStoreFile made = open(Map.of());
        byte[] keys = Files.readAllBytes(made.file());
        assertEquals(made, open(Map.of()));
        assertArrayEquals(keys, Files.readAllBytes(made.file()));
    }

    @Test
    void storeOfOnesOwn_isOpened() {
        KeyStoreFile made = open(Map.of());
        KeyStoreFile given = open(Map.of(
                "AMS_KEYSTORE_PATH", made.file().toString(),
                "AMS_KEYSTORE_PASSWORD_FILE", made.passwordFile().toString()));
        assertEquals(made, given);
    }

    @Test
    void storeThatIsNotThere_isRefused_andNotMade() {
        Path nowhere = home.resolve("nowhere.p12");
        String said = refused(Map.of("AMS_KEYSTORE_PATH", nowhere.toString()));
        assertTrue(said.contains(nowhere.toString()) && said.contains("AMS_KEYSTORE_PATH"), said);
        assertTrue(Files.notExists(nowhere));
    }

    @Test
    void wrongPassword_isRefused() throws IOException {
        KeyStoreFile made = open(Map.of());
        Path wrong = Files.writeString(home.resolve("wrong"), "wrong");
        String said = refused(Map.of(
                "AMS_KEYSTORE_PATH", made.file().toString(),
                "AMS_KEYSTORE_PASSWORD_FILE", wrong.toString()));
        assertTrue(said.contains("another password") && said.contains("AMS_KEYSTORE_PASSWORD_FILE"), said);
    }

    @Test
    void passwordFileThatIsNotThere_isRefused() {
        KeyStoreFile made = open(Map.of());
        String said = refused(Map.of(
                "AMS_KEYSTORE_PATH", made.file().toString(),
                "AMS_KEYSTORE_PASSWORD_FILE", home.resolve("none").toString()));
        assertTrue(said.contains(home.resolve("none").toString()), said);
    }

    @Test
    void storeOfAnotherEnvironment_isRefused() {
        KeyStoreFile made = open(Map.of());
        Map<String, String> given = Map.of("AMS_KEYSTORE_PATH", made.file().toString());
        String said = assertThrows(Failure.class, () -> open(given, "live")).getMessage();
        assertTrue(said.contains("does not open") && said.contains("live"), said);
    }

    private String refused(Map<String, String> environment) {
        return assertThrows(Failure.class, () -> open(environment)).getMessage();
    }

    private KeyStoreFile open(Map<String, String> environment) {
        return open(environment, "demo");
    }

    private KeyStoreFile open(Map<String, String> environment, String name) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("AMS_HOME", home.toString());
        Settings settings = Settings.of(new String[0], all);
        return KeyStoreFile.of(settings, new Secrets(settings.home()), name);
    }
}
