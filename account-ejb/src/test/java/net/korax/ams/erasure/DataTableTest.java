package net.korax.ams.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import net.korax.ams.persistence.Store;
import org.junit.jupiter.api.Test;

/**
 * Where data are, of which class, for how long, and how they go: read from {@code db/data.properties} and written to {@code docs/data.md}.
 * That the databases hold nothing else, {@code DataMapIT} shows.
 */
class DataTableTest {

    private static final String WRITE = "mvn -q test -pl account-ejb -Dtest=DataTableTest -Dams.write=true";
    private static final Path TABLE = Path.of("..", "docs", "data.md");

    @Test
    void committedTable_isTheOneOfTheDeclaration() throws IOException {
        if (Boolean.getBoolean("ams.write")) {
            Files.writeString(TABLE, table());
        }
        String committed = Files.exists(TABLE) ? Files.readString(TABLE) : "";
        assertEquals(table(), committed, "docs/data.md is not what db/data.properties says; write it anew: " + WRITE);
    }

    @Test
    void everyTable_saysWhyHowLongAndHowItGoes() {
        DataMap.tables().forEach((name, table) -> {
            assertFalse(
                    table.why().isBlank()
                            || table.howLong().isBlank()
                            || table.howErased().isBlank(),
                    name);
            assertFalse(table.columns().isEmpty(), name);
        });
    }

    /** What is sealed may stay in the trail: its key is destroyed. */
    @Test
    void secretsAndCards_neverOutliveTheirAccount() {
        DataMap.tables()
                .forEach((name, table) -> assertFalse(
                        table.stays()
                                && (table.columns().containsValue(DataMap.DataClass.SECRET)
                                        || table.columns().containsValue(DataMap.DataClass.CARD)),
                        name));
    }

    private static String table() {
        StringBuilder page = new StringBuilder("""
                # Where data are

                Every table and column of the three stores, what it holds, why it is kept, how long, and how it goes when an account is closed
                ([erasure](erasure.md)). Written from `account-ejb/src/main/resources/db/data.properties` (`DataTableTest`), which says what the
                classes mean; `DataMapIT` holds it against the databases and the entities, so that a column without a class fails the build. After
                a change run

                ```
                %s
                ```

                """.formatted(WRITE));
        for (Store each : Store.values()) {
            String store = each.label();
            page.append("## ams_")
                    .append(store)
                    .append("\n\n| table | columns | why | how long | how it goes |\n|---|---|---|---|---|\n");
            DataMap.tables().forEach((name, table) -> {
                if (name.startsWith(store + ".")) {
                    page.append("| `")
                            .append(name.substring(store.length() + 1))
                            .append("` | ");
                    page.append(columns(table)).append(" | ");
                    page.append(table.why())
                            .append(" | ")
                            .append(table.howLong())
                            .append(" | ");
                    page.append(table.howErased()).append(" |\n");
                }
            });
            page.append('\n');
        }
        return page.substring(0, page.length() - 1);
    }

    private static String columns(DataMap.Table table) {
        return table.columns().values().stream()
                .distinct()
                .sorted()
                .map(one -> one.name().toLowerCase(Locale.ROOT) + ": "
                        + table.columns().entrySet().stream()
                                .filter(column -> column.getValue() == one)
                                .map(column -> "`" + column.getKey() + "`")
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("<br>"));
    }
}
