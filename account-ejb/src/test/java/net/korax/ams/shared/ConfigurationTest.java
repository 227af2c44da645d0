package net.korax.ams.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @AfterEach
    void forget() {
        System.clearProperty("ams.profile");
        System.clearProperty("ams.test-setting");
    }

    @Test
    void blankSettingCountsAsMissing() {
        System.setProperty("ams.test-setting", "  ");
        assertEquals(Optional.empty(), Configuration.get("ams.test-setting"));
    }

    @Test
    void missingSetting_isNamedWithItsVariable() {
        String message = assertThrows(IllegalStateException.class, () -> Configuration.require("ams.test-setting"))
                .getMessage();
        assertTrue(message.contains("ams.test-setting") && message.contains("AMS_TEST_SETTING"), message);
    }

    @Test
    void environmentIsReadWhenThereIsNoProperty() {
        assertEquals(Optional.ofNullable(System.getenv("PATH")), Configuration.get("path"));
    }

    @Test
    void installationWithoutProfile_isNoDemo() {
        assertFalse(Configuration.demo());
        System.setProperty("ams.profile", "Demo");
        assertFalse(Configuration.demo());
        System.setProperty("ams.profile", "demo");
        assertTrue(Configuration.demo());
    }
}
