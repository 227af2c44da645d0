package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A house of its own goes back to a backup that was taken while it ran, by the two commands alone. */
@ExtendWith(House.Resolver.class)
class RestoreIT {

    private static final int BAD = 1;

    private static SecondHouse second;

    @BeforeAll
    static void begin(House house) {
        second = new SecondHouse(house);
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    @Test
    @Tag("P03")
    @Tag("R19")
    void restoredHouse_isAsAtTheBackup_butWhoWasErasedSinceStaysErased(House house) throws Exception {
        String stays = open(house, "Stella");
        String goes = open(house, "Gregor");
        Path backup = second.home().resolveSibling("second-house-backup");
        House.delete(backup);
        SecondHouse.Ran backedUp = second.run("backup", backup.toString());
        assertEquals(0, backedUp.code(), backedUp.output());
        String comesLater = open(house, "Lotte");
        close(house, goes);
        assertEquals(0, users(goes), "erased before the restore");
        second.close();
        long last = lastSigned();

        SecondHouse.Ran restored = second.run("restore", backup.toString(), "--replace");

        assertEquals(BAD, restored.code(), restored.output());
        Matcher holds = Pattern.compile("Entries 1 to (\\d+) hold\\.").matcher(restored.output());
        assertTrue(holds.find(), restored.output());
        long kept = Long.parseLong(holds.group(1));
        assertSays(restored, "BAD: entry " + (kept + 1) + " is missing.");
        assertSays(restored, "Entries " + (kept + 1) + " to " + last + " came after the backup");
        Path checkpoints = second.home().resolve("audit").resolve("checkpoints.log");
        assertSays(restored, "move " + checkpoints + " to beside the backup");
        Files.move(checkpoints, backup.resolve("checkpoints.log"));
        second.start();
        assertSignIn(house, stays, true);
        assertSignIn(house, goes, false);
        assertSignIn(house, comesLater, false);
        assertEquals(0, users(goes) + users(comesLater));
        awaitCheckpoint(checkpoints);
        SecondHouse.Ran checked = second.run("audit-verify");
        assertEquals(0, checked.code(), checked.output());
    }

    private static void assertSays(SecondHouse.Ran ran, String what) {
        assertTrue(ran.output().contains(what), ran.output());
    }

    private static void assertSignIn(House house, String userName, boolean works) {
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn(userName, Newcomer.PASSWORD);
            assertEquals(works ? "/customer/overview.xhtml" : "/sign-in.xhtml", visit.path(), userName);
        }
    }

    private static String open(House house, String first) {
        try (Newcomer newcomer = Newcomer.at(house.visitAt(second.baseUrl()), first)
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .opening()) {
            return newcomer.userName();
        }
    }

    private static void close(House house, String userName) throws SQLException {
        String number = value("select a.number from ams.account a join ams.app_user u on u.account_id = a.id"
                + " where u.user_name = '" + userName + "'");
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn(userName, Newcomer.PASSWORD);
            visit.open("/customer/data.xhtml");
            visit.fill("account", number);
            visit.sendAndConfirm("close");
            visit.page().waitForURL("**/closed.xhtml?id=*");
        }
    }

    private static int users(String userName) throws SQLException {
        return Integer.parseInt(value("select count(*)::text from ams.app_user where user_name = '" + userName + "'"));
    }

    /** The number of the last entry that was signed outside; a house that stops signs its last. */
    private static long lastSigned() throws IOException {
        List<String> lines = Files.readAllLines(second.home().resolve("audit").resolve("checkpoints.log"));
        return Long.parseLong(lines.get(lines.size() - 1).split(" ")[2]);
    }

    private static void awaitCheckpoint(Path checkpoints) throws InterruptedException {
        for (int tries = 0; tries < 90 && !Files.exists(checkpoints); tries++) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static String value(String query) throws SQLException {
        try (Connection connection = second.superuser("core");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
