package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution gets what its scripts say, by the environment, and is looked at when they have taken it away again. */
class DistributionTest {

    @TempDir
    private Path project;

    private Path scripts;

    @BeforeEach
    void aServer() throws IOException {
        scripts = Files.createDirectories(project.resolve("server-config/inn"));
        Path servers = Files.createDirectories(project.resolve("server-config/target/servers"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(servers.resolve("inn.zip")))) {
            zip.putNextEntry(new ZipEntry("inn-1/"));
            zip.putNextEntry(new ZipEntry("inn-1/sign"));
            zip.write("open".getBytes());
            zip.closeEntry();
        }
        script(
                "configure",
                "mkdir \"$1/ams\" && echo \"$AMS_DB_CORE_PASSWORD $AMS_BASE_URL $AMS_PORT\" >\"$1/ams/conf\"");
        script("restore", "rm -r \"$1/ams\"");
    }

    @Test
    void theScripts_findTheirValuesInTheEnvironment() throws IOException {
        Distribution inn = configured();
        assertEquals("secret https://inn.example 8443\n", Files.readString(root().resolve("ams/conf")));
        assertEquals(List.of(), inn.restore());
    }

    @Test
    void whatRestoringForgets_isTold() throws IOException {
        script("restore", "rm \"$1/ams/conf\" && echo closed >\"$1/sign\"");
        assertEquals(List.of("ams", "sign"), configured().restore());
    }

    @Test
    void aScriptThatFails_isOneSentence() throws IOException {
        script("configure", "exit 3");
        String said = assertThrows(Failure.class, this::configured).getMessage();
        assertTrue(said.matches("The script .*/inn/configure failed; see .*/configure\\.log\\."), said);
    }

    @Test
    void aServerThatIsNotKnown_isOneSentence() {
        Settings settings = settings("castle");
        assertEquals(
                "There is no server \"castle\"; ./ams help lists them.",
                assertThrows(Failure.class, () -> Distribution.unpack(settings)).getMessage());
    }

    private Distribution configured() {
        Distribution inn = Distribution.unpack(settings("inn"));
        inn.configure(Map.of("core.password", "secret"), Map.of("ams.base-url", "https://inn.example", "other", "x"));
        return inn;
    }

    private Path root() {
        return project.resolve("home/runtime/inn-1");
    }

    private Settings settings(String server) {
        return Settings.of(
                new String[0], Map.of("AMS_PROJECT", project.toString(), "AMS_HOME", "home", "AMS_SERVER", server));
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(scripts.resolve(name), "#!/usr/bin/env bash\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
