package net.korax.ams.house;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.korax.ams.house.Surroundings.Database;
import net.korax.ams.house.Surroundings.Risk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What keeps a server in production from starting, item by item. */
class SurroundingsTest {

    private static final String NO_SWAP = "Filename\tType\tSize\tUsed\tPriority\n";
    private static final String NO_CORE = "Limit  Soft Limit  Hard Limit\nMax core file size   0   unlimited   bytes\n";

    @Test
    void whatIsFit_starts() {
        assertEquals(Map.of(), fit().unfit());
        assertEquals(
                Map.of(),
                new Surroundings(List.of(database("on", true, false, false, true)), 17, Duration.ZERO, "", "").unfit(),
                "another system than Linux, a database beside the server");
    }

    @Test
    @Tag("TEST-BOOT-01")
    void oldJava_isRefused() {
        assertRefused(
                Risk.OLD_JAVA,
                "run it on 17 or newer",
                new Surroundings(databases(), 11, Duration.ZERO, NO_SWAP, NO_CORE));
    }

    @Test
    @Tag("TEST-BOOT-02")
    void databaseThatForgets_isRefused() {
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            Map<String, String> settings = new HashMap<>(settings());
            settings.put(setting, "off");
            assertRefused(
                    Risk.NOT_DURABLE,
                    "set " + setting + " to on",
                    with(new Database("ams_core", settings, false, true, false)));
        }
    }

    @Test
    @Tag("TEST-BOOT-03")
    void databaseWithoutChecksums_isRefused() {
        assertRefused(Risk.NO_CHECKSUMS, "pg_checksums", with(database("off", true, false, true, false)));
    }

    @Test
    @Tag("TEST-BOOT-04")
    void roleThatIsSuperuser_isRefused() {
        assertRefused(Risk.SUPERUSER, "roles.sql", with(database("on", true, true, true, false)));
    }

    @Test
    @Tag("TEST-BOOT-05")
    void databaseOnAnotherMachineWithoutTls_isRefused() {
        assertRefused(Risk.PLAIN_DATABASE, "sslmode=verify-full", with(database("on", true, false, false, false)));
    }

    @Test
    @Tag("TEST-BOOT-06")
    void clockThatGoesWrong_isRefused_whicheverWay() {
        for (Duration skew : List.of(Duration.ofSeconds(2), Duration.ofMinutes(-1))) {
            assertRefused(Risk.CLOCK, "NTP", new Surroundings(databases(), 17, skew, NO_SWAP, NO_CORE));
        }
    }

    @Test
    @Tag("TEST-BOOT-07")
    void memoryThatIsSwapped_isRefused() {
        String swaps = NO_SWAP + "/dev/sda2 partition 999420 0 -2\n";
        assertRefused(
                Risk.SWAP, "switch swapping off", new Surroundings(databases(), 17, Duration.ZERO, swaps, NO_CORE));
    }

    @Test
    @Tag("TEST-BOOT-08")
    void coreFiles_areRefused() {
        String limits = NO_CORE.replace("size   0", "size   unlimited");
        assertRefused(
                Risk.CORE_DUMPS, "ulimit -c 0", new Surroundings(databases(), 17, Duration.ZERO, NO_SWAP, limits));
    }

    @Test
    void whatIsAccepted_starts_andTheRestDoesNot() {
        Map<Risk, String> unfit = Map.of(Risk.SWAP, "It swaps.");
        assertDoesNotThrow(() -> StartCheck.require(unfit, " swap , core-dumps"));
        assertThrows(IllegalStateException.class, () -> StartCheck.require(unfit, "core-dumps"));
        String said = assertThrows(IllegalStateException.class, () -> StartCheck.require(Map.of(), "swap,everything"))
                .getMessage();
        assertTrue(said.startsWith("The setting ams.accepted-risks names \"everything\""), said);
    }

    private static void assertRefused(Risk risk, String whatToDo, Surroundings surroundings) {
        Map<Risk, String> unfit = surroundings.unfit();
        assertEquals(List.of(risk), List.copyOf(unfit.keySet()));
        String said = assertThrows(IllegalStateException.class, () -> StartCheck.require(unfit, ""))
                .getMessage();
        assertTrue(said.startsWith("Not fit for production: ") && said.endsWith("."), said);
        assertTrue(said.contains(whatToDo), said);
        assertEquals(1, said.split("\\. ").length, "one sentence: " + said);
    }

    private static Surroundings fit() {
        return new Surroundings(databases(), 17, Duration.ofMillis(1999), NO_SWAP, NO_CORE);
    }

    private static Surroundings with(Database other) {
        return new Surroundings(
                List.of(database("on", true, false, true, false), other), 17, Duration.ZERO, NO_SWAP, NO_CORE);
    }

    private static List<Database> databases() {
        return List.of(database("on", true, false, true, false));
    }

    private static Database database(
            String checksums, boolean durable, boolean superuser, boolean encrypted, boolean near) {
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("data_checksums", checksums);
        settings.put("fsync", durable ? "on" : "off");
        return new Database("ams_core", settings, superuser, encrypted, near);
    }

    private static Map<String, String> settings() {
        return Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on", "data_checksums", "on");
    }
}
