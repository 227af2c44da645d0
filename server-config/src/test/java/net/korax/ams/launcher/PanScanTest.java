package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers planted in files are found where they are, and told masked. */
@Tag("PCI-12.10.7")
class PanScanTest {

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final PanScan scan = new PanScan(told::add);

    private void plant(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void plantedNumbers_areFoundWithFileAndLineAndMasked() throws IOException {
        plant("log/server.log", "one\ntwo\ncard 4242 4242 4242 4242 used\n");
        plant("mail/1.eml", "Subject: 378282246310005\n");
        scan.files(folder);
        assertEquals(2, scan.found());
        assertTrue(told.stream().anyMatch(line -> line.contains("server.log:3") && line.contains("**** 4242 used")));
        assertTrue(told.stream().anyMatch(line -> line.contains("1.eml:1") && line.contains("***********0005")));
        told.forEach(line -> assertFalse(line.contains("424242424242") || line.contains("378282246310005"), line));
    }

    @Test
    void idThatLooksLikeANumber_isNone_andANumberBesideItIs() throws IOException {
        plant("log/ids.log", "key a0ef08fa-4242-4242-4242-4242aaaaaaaa\n");
        scan.files(folder);
        assertEquals(0, scan.found());
        plant("log/both.log", "key a0ef08fa-4242-4242-4242-4242aaaaaaaa card 4242-4242-4242-4242\n");
        scan.files(folder);
        assertEquals(1, scan.found());
    }

    @Test
    void numberOnTheSeamOfTwoPieces_isFoundOnce() throws IOException {
        plant("log/long.log", "x".repeat((1 << 16) - 8) + " 5555555555554444 " + "x".repeat(100));
        scan.files(folder);
        assertEquals(1, scan.found());
    }

    @Test
    void cleanFiles_areCounted() throws IOException {
        plant("log/server.log", "2026-11-24 10:54:21.123456 order 1234567890123456 of K100001\n");
        plant("mail/1.eml", "Visa 4242\n");
        scan.files(folder);
        assertEquals(0, scan.found());
        assertEquals("0 columns and 2 files searched, no card number found.", scan.sum());
    }

    @Test
    void databaseFilesAndPrograms_areLeftOut() throws IOException {
        for (String left : List.of("data/base/1", "bin/postgres", "runtime/applications/ams/icons.svg")) {
            plant(left, "4242424242424242");
        }
        scan.home(folder);
        assertEquals(0, scan.found());
        plant("runtime/logs/server.log", "4242424242424242");
        scan.home(folder);
        assertEquals(1, scan.found());
    }

    @Test
    void folderThatIsNamed_isSearchedWhole() throws IOException {
        plant("data/export.csv", "4242424242424242");
        scan.files(folder);
        assertEquals(1, scan.found());
    }
}
