package net.korax.ams.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P08: a customer is told everything that is held on his account, but for what is declared with its reason. What there is, {@code
 * db/data.properties} says, which DataMapIT holds against the databases; so a new column that nobody has thought of fails here.
 */
class ExportMapTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "export.md");
    private static final String WRITE = "mvn -q test -pl account-ejb -Dtest=ExportMapTest -Dams.write=true";
    private static final Set<String> NEVER_TOLD = Set.of("SECRET", "TRACE");

    private static final Properties DATA = data();

    @Test
    @Tag("P08")
    void everyColumnAboutAnAccount_isToldOrKeptForAReason() {
        List<String> wrong = new ArrayList<>();
        tables().forEach((table, columns) -> columns.forEach((column, kind) -> {
            long said = ExportMap.told(table).stream().filter(column::equals).count()
                    + (ExportMap.kept(table).containsKey(column) ? 1 : 0)
                    + (NEVER_TOLD.contains(kind) ? 1 : 0);
            boolean whole = ExportMap.silence(table) != null;
            if (whole ? said > 0 && !NEVER_TOLD.contains(kind) : said != 1) {
                wrong.add(table + "." + column + " is said " + said + " times");
            }
        }));
        assertEquals(List.of(), wrong, "in " + ExportMap.FILE);
    }

    @Test
    @Tag("P16")
    void secretsFingerprintsAndSealedNumbers_areNeverTold() {
        tables().forEach((table, columns) -> columns.forEach((column, kind) -> assertTrue(
                !NEVER_TOLD.contains(kind) || !ExportMap.told(table).contains(column), table + "." + column)));
        assertTrue(ExportMap.kept("vault.card").containsKey("sealed_pan"));
    }

    @Test
    void whatIsSaid_isAboutColumnsThatAreThere() {
        Map<String, Map<String, String>> tables = tables();
        ExportMap.all().forEach(section -> {
            String table = section.store().label() + "." + section.table();
            Set<String> said = new TreeSet<>(ExportMap.told(table));
            said.addAll(ExportMap.kept(table).keySet());
            said.removeAll(tables.get(table).keySet());
            assertEquals(Set.of(), said, table);
        });
    }

    @Test
    void everySectionOfATable_isInTheCopy() {
        Set<String> told = ExportMap.all().stream()
                .map(section -> section.store().label() + "." + section.table())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = tables().keySet().stream()
                .filter(table -> ExportMap.silence(table) == null)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, told);
    }

    @Test
    void everyReason_standsInWords() {
        tables().keySet()
                .forEach(table -> ExportMap.kept(table)
                        .forEach((column, reason) -> assertNotNull(ExportMap.reason(reason), table + "." + column)));
    }

    @Test
    void committedDocument_isTheOneOfTheDeclaration() throws IOException {
        if (Boolean.getBoolean("ams.write")) {
            Files.writeString(DOCUMENT, document());
        }
        String committed = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
        assertEquals(document(), committed, "docs/export.md is not what is declared; write it anew: " + WRITE);
    }

    private static String document() {
        StringBuilder page = new StringBuilder("""
                # The copy of one's own data

                What a customer gets who asks for a copy of his data on the page “My data”: `data.json`, which this page describes, and
                `data.pdf`, the same for reading, in one ZIP file. Why it is so: [ADR 22](adr/0022-a-copy-of-ones-own-data.md). Written from
                `account-ejb/src/main/resources/db/export.properties` by `ExportMapTest`, which also holds that file to
                `db/data.properties`, so that a column without a line fails the build. After a change run

                ```
                %s
                ```

                ## The document

                JSON (RFC 8259) in UTF-8. `format` is `korax-ams-data`; `version` is %d and goes up when a name goes or changes its meaning, not
                when one is added. Each section below is an object or a list; of an object that is not there stands `null`, of a list
                `[]`. A list is in the order of its first time. Each record has every name of its section; what is not there is
                `null`. Times are UTC (RFC 3339), amounts count the smallest unit of their `currency`, ids are UUIDs and lead from one
                section to another. A field that ends in `_en` or `_fr` is a text of ours in that language. Staff are told by their numbers.

                | section | is | fields |
                |---|---|---|
                """.formatted(WRITE, Page.VERSION));
        ExportMap.all()
                .forEach(section -> page.append("| `%s` | %s | %s |\n"
                        .formatted(
                                section.name(),
                                section.one() ? "object" : "list",
                                section.fields().stream()
                                        .map(field -> "`" + field.name() + "`")
                                        .collect(Collectors.joining(" ")))));
        page.append("""

                Of a card there is what its page shows: brand, last four, expiry, holder (P16). In `trail`, `changes` has `field`, `before` and
                `after` of each value that was changed.

                ## What is not in it

                What proves who somebody is (passwords, tokens, keys, second factors) and keyed fingerprints, in no table. Also:

                | columns | why |
                |---|---|
                """);
        reasons().forEach((reason, columns) -> page.append("| %s | %s |\n".formatted(columns, reason)));
        page.append("\n| table | why nothing of it is told by itself |\n|---|---|\n");
        tables().keySet().stream()
                .filter(table -> ExportMap.silence(table) != null)
                .forEach(table -> page.append("| `%s` | %s |\n".formatted(table, ExportMap.silence(table))));
        return page.toString();
    }

    /** The columns that are kept, by the reason. */
    private static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        tables().keySet()
                .forEach(table -> ExportMap.kept(table)
                        .forEach((column, reason) -> reasons.merge(
                                ExportMap.reason(reason),
                                "`" + table + "." + column + "`",
                                (one, other) -> one + " " + other)));
        return reasons;
    }

    /** Tables that hold something of customers, by their name, with the class of each column. */
    private static Map<String, Map<String, String>> tables() {
        Map<String, Map<String, String>> tables = new TreeMap<>();
        DATA.stringPropertyNames().stream()
                .filter(key -> key.split("\\.").length == 2)
                .filter(key -> !DATA.getProperty(key).contains(" | nothing of "))
                .forEach(key -> tables.put(key, columns(key)));
        assertTrue(tables.size() > 30, "only " + tables.size());
        return tables;
    }

    private static Map<String, String> columns(String table) {
        Map<String, String> columns = new TreeMap<>();
        DATA.stringPropertyNames().stream()
                .filter(key -> key.startsWith(table + "."))
                .forEach(key -> Stream.of(DATA.getProperty(key).split(" "))
                        .forEach(column -> columns.put(column, key.substring(table.length() + 1))));
        return columns;
    }

    private static Properties data() {
        Properties data = new Properties();
        try (Reader in = new InputStreamReader(
                ExportMapTest.class.getResourceAsStream("/db/data.properties"), StandardCharsets.UTF_8)) {
            data.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return data;
    }
}
