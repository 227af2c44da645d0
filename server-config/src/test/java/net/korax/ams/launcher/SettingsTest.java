package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void nothingChosen_listensOnTheLoopbackAlone() {
        Settings settings = of(Map.of());
        assertEquals("127.0.0.1", settings.bind());
        assertEquals(8443, settings.port());
        assertEquals("https://localhost:8443", settings.baseUrl());
        assertEquals(settings.project().resolve(".ams"), settings.home());
        assertTrue(settings.ownDatabase());
        assertTrue(settings.ownMail());
    }

    @Test
    void environmentChooses() {
        Settings settings = of(Map.of(
                "AMS_PORT", "9443",
                "AMS_PG_PORT", "9432",
                "AMS_SINK_PORT", "9025",
                "AMS_HOME", "elsewhere",
                "AMS_BIND", "0.0.0.0",
                "AMS_BASE_URL", "https://ams.example"));
        assertEquals(9443, settings.port());
        assertEquals(9432, settings.databasePortInUse());
        assertEquals(9025, settings.smtpPortInUse());
        assertEquals("0.0.0.0", settings.bind());
        assertEquals("https://ams.example", settings.baseUrl());
        assertTrue(settings.home().endsWith("elsewhere"));
    }

    @Test
    void optionsWinOverTheEnvironment() {
        Settings settings = of(
                Map.of("AMS_PORT", "9443", "AMS_HOME", "one", "AMS_BIND", "0.0.0.0"),
                "--port",
                "7443",
                "--home",
                "two",
                "--bind",
                "127.0.0.1");
        assertEquals(7443, settings.port());
        assertTrue(settings.home().endsWith("two"));
        assertEquals("127.0.0.1", settings.bind());
    }

    @Test
    void homeMayBeAnywhere() {
        Path anywhere = Path.of("/srv/ams");
        assertEquals(anywhere, of(Map.of("AMS_HOME", anywhere.toString())).home());
        assertEquals(
                anywhere.resolve("mail"),
                of(Map.of("AMS_HOME", anywhere.toString())).mails());
    }

    @Test
    void databaseOfOnesOwn_isOnItsUsualPortUnlessSaid() {
        Settings settings = of(Map.of("AMS_DB_HOST", "db.example", "AMS_PG_PORT", "9432"));
        assertFalse(settings.ownDatabase());
        assertEquals("db.example", settings.databaseHost());
        assertEquals(5432, settings.databasePortInUse());
        assertEquals(
                6432,
                of(Map.of("AMS_DB_HOST", "db.example", "AMS_DB_PORT", "6432")).databasePortInUse());
    }

    @Test
    void severalDatabases_haveOnePortOrOneEach() {
        assertEquals("127.0.0.1:9432", of(Map.of("AMS_PG_PORT", "9432")).databases());
        assertEquals("a:5432,b:5432", of(Map.of("AMS_DB_HOST", "a, b")).databases());
        assertEquals(
                "a:1,b:2",
                of(Map.of("AMS_DB_HOST", "a,b", "AMS_DB_PORT", "1, 2")).databases());
        Settings missing = of(Map.of("AMS_DB_HOST", "a,b,c", "AMS_DB_PORT", "1,2"));
        assertTrue(assertThrows(Failure.class, missing::databases).getMessage().contains("AMS_DB_PORT"));
    }

    @Test
    void mailServerOfOnesOwn_isOnItsUsualPortUnlessSaid() {
        Settings settings = of(Map.of("AMS_SMTP_HOST", "mail.example"));
        assertFalse(settings.ownMail());
        assertEquals("mail.example", settings.smtpHost());
        assertEquals(25, settings.smtpPortInUse());
    }

    @Test
    void staffHaveAListenerOfTheirOwn_whenAPortIsGiven() {
        assertTrue(of(Map.of()).staffPort().isEmpty());
        Settings settings = of(Map.of("AMS_STAFF_PORT", "9443", "AMS_BIND", "0.0.0.0"));
        assertEquals(9443, settings.staffPort().orElseThrow());
        assertEquals("0.0.0.0", settings.staffBind());
        assertEquals("10.0.0.1", of(Map.of("AMS_STAFF_BIND", "10.0.0.1")).staffBind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "9443x", "8443"})
    void portOfTheStaff_isAPort_andAnother(String port) {
        Settings settings = of(Map.of("AMS_STAFF_PORT", port));
        String said = assertThrows(Failure.class, settings::staffPort).getMessage();
        assertTrue(said.contains("AMS_STAFF_PORT"), said);
    }

    @Test
    void blankVariableCountsAsMissing() {
        assertTrue(of(Map.of("AMS_DB_HOST", " ")).ownDatabase());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "65536", "8443x", "https"})
    void whatIsNoPort_isRefusedByName(String port) {
        String said =
                assertThrows(Failure.class, () -> of(Map.of("AMS_PORT", port))).getMessage();
        assertTrue(said.contains("AMS_PORT") && said.contains("\"" + port + "\""), said);
        assertThrows(Failure.class, () -> of(Map.of(), "--port", port));
        assertThrows(
                Failure.class,
                () -> of(Map.of("AMS_DB_HOST", "a", "AMS_DB_PORT", port + "x")).databasePortInUse());
    }

    @Test
    void unknownOption_isRefusedByName() {
        String said =
                assertThrows(Failure.class, () -> of(Map.of(), "--prot", "1")).getMessage();
        assertTrue(said.contains("--prot") && said.contains("./ams help"), said);
    }

    @Test
    void optionWithoutAValue_isRefused() {
        String said = assertThrows(Failure.class, () -> of(Map.of(), "--port")).getMessage();
        assertTrue(said.contains("--port needs a value"), said);
    }

    private static Settings of(Map<String, String> environment, String... options) {
        return Settings.of(options, environment);
    }
}
