package net.korax.ams.house;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import net.korax.ams.persistence.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db");

    @ParameterizedTest
    @EnumSource(Store.class)
    void knownVersion_isThatOfTheLastMigration(Store store) throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS.resolve(store.name().toLowerCase(Locale.ROOT)))) {
            int last = files.map(file -> file.getFileName().toString())
                    .mapToInt(name -> Integer.parseInt(name.replaceAll("V(\\d+)__.*", "$1")))
                    .max()
                    .orElseThrow();
            assertEquals(last, Schema.known(store), "db/versions.properties");
        }
    }

    @Test
    void olderTables_areToBeBroughtUpToDate() {
        int known = Schema.known(Store.CORE);
        assertDoesNotThrow(() -> Schema.require(Store.CORE, known));
        String older = assertThrows(IllegalStateException.class, () -> Schema.require(Store.CORE, known - 1))
                .getMessage();
        assertTrue(older.startsWith("ams_core has the tables of version " + (known - 1)), older);
        assertTrue(older.contains("./ams migrate"), older);
    }

    @Test
    void newerTables_areNotTouched() {
        int newer = Schema.known(Store.VAULT) + 1;
        String sentence = assertThrows(IllegalStateException.class, () -> Schema.require(Store.VAULT, newer))
                .getMessage();
        assertTrue(sentence.contains("does not know"), sentence);
    }
}
