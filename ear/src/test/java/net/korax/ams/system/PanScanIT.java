package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command that searches for card numbers, beside a house that runs and has taken cards. */
@ExtendWith(House.Resolver.class)
@Tag("PCI-12.10.7")
class PanScanIT {

    private static final String IN_A_TABLE = "6011000990139424";
    private static final String IN_BYTES = "371449635398431";
    private static final String IN_A_MAIL = "3530111333300000";
    private static final String IN_A_LOG = "5105105105105100";
    private static final String ELSEWHERE = "4012888888881881";

    /** What the command said, and its exit code. */
    private record Scan(int code, String said) {}

    @TempDir
    private Path elsewhere;

    @Test
    void houseThatHasTakenCards_holdsNoNumber(House house) throws Exception {
        assertTrue(house.stores().count("vault", "select count(*) from ams.card") > 0);
        Scan scan = scan(house);
        assertTrue(scan.said().contains("no card number found."), scan.said());
        assertEquals(0, scan.code());
    }

    @Test
    void plantedNumbers_areFoundEverywhereToldMaskedAndEndWithOne(House house) throws Exception {
        Path mail = house.ams().mails().resolve("planted.eml");
        Path log = house.ams().log().resolveSibling("planted.log");
        Files.writeString(mail, "Subject: my card " + IN_A_MAIL + "\n");
        Files.writeString(log, "started\ncharged " + Spellings.grouped(IN_A_LOG, " ") + "\n");
        Files.writeString(elsewhere.resolve("export.csv"), "name;card\nanna;" + ELSEWHERE + "\n");
        change(
                house,
                "core",
                "insert into ams.service_offer values ('planted', 'x', 'x', '" + IN_A_TABLE
                        + "', 'x', 100, 'EUR', 99, false)");
        change(
                house,
                "person",
                "insert into ams.search_token select '" + IN_BYTES
                        + "'::bytea, id, gen_random_uuid() from ams.person_account limit 1");
        try {
            Scan scan = scan(house, elsewhere.toString());
            assertEquals(1, scan.code(), scan.said());
            assertTrue(scan.said().contains("card numbers found in 5 places."), scan.said());
            for (String place : new String[] {
                "core.service_offer.description_en",
                "person.search_token.token",
                "planted.eml:1",
                "planted.log:2",
                "export.csv:2"
            }) {
                assertTrue(scan.said().contains(place), place + " is not in " + scan.said());
            }
            for (String pan : new String[] {IN_A_TABLE, IN_BYTES, IN_A_MAIL, IN_A_LOG, ELSEWHERE}) {
                assertTrue(scan.said().contains(pan.substring(pan.length() - 4)), scan.said());
                Spellings.of(pan).forEach(spelling -> assertFalse(scan.said().contains(spelling)));
            }
        } finally {
            Files.delete(mail);
            Files.delete(log);
            change(house, "core", "delete from ams.service_offer where code = 'planted'");
            change(house, "person", "delete from ams.search_token where token = '" + IN_BYTES + "'::bytea");
        }
    }

    /** Runs the command as a person would, in a process of its own. */
    private static Scan scan(House house, String... folders) throws IOException, SQLException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "net.korax.ams.launcher.Ams",
                "pan-scan");
        command.command().addAll(List.of(folders));
        command.environment().put("AMS_HOME", house.ams().home().toString());
        try (Connection connection = house.ams().superuser("core")) {
            String address = connection.getMetaData().getURL().substring("jdbc:".length());
            command.environment()
                    .put("AMS_PG_PORT", Integer.toString(URI.create(address).getPort()));
        }
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Scan(process.waitFor(), said);
    }

    private static void change(House house, String store, String sql) throws SQLException {
        try (Connection connection = house.ams().superuser(store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
