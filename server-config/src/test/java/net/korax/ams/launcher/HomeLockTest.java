package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    private Path home;

    @Test
    void heldFolder_isRefusedToASecond_untilItIsGivenBack() {
        try (HomeLock first = HomeLock.hold(home)) {
            String said = assertThrows(Failure.class, () -> HomeLock.hold(home)).getMessage();
            assertTrue(said.contains("Another ./ams run") && said.contains("AMS_HOME"), said + first);
        }
        HomeLock.hold(home).close();
    }

    @Test
    void folderThatIsNotThere_isASentence() {
        String said = assertThrows(Failure.class, () -> HomeLock.hold(home.resolve("none")))
                .getMessage();
        assertTrue(said.contains("cannot be used: it is not there"), said);
    }
}
