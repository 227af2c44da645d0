package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.vault.KeyPurpose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents say of keys and attackers is still so: the tests they rely on are there, and so is every key. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern METHOD = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern DECLARED = Pattern.compile("(?m)^    (?:@\\w+ )*[\\w<>\\[\\], ]+ (\\w+)\\(");

    @Test
    void testsThatTheDocumentsRelyOn_areThere() throws IOException {
        Set<String> known = tests();
        Set<String> unknown = new TreeSet<>();
        int named = 0;
        for (String document : List.of("threat-model.md", "keys.md", "architecture.md", "audit.md")) {
            Matcher test = TEST.matcher(Files.readString(ROOT.resolve("docs").resolve(document)));
            while (test.find()) {
                named++;
                if (!known.contains(test.group(1))) {
                    unknown.add(document + ": " + test.group(1));
                }
            }
        }
        assertEquals(Set.of(), unknown);
        assertFalse(named == 0, "no document names a test");
    }

    /** Each sentence of what is promised names the tests that show it, and each of those is there. */
    @ParameterizedTest
    @CsvSource({"custody.md, 60", "security-coverage.md, 70"})
    void everySentence_namesTestsThatAreThere(String document, int atLeast) throws IOException {
        Map<String, Set<String>> methods = methods();
        Set<String> wrong = new TreeSet<>();
        int sentences = 0;
        String text = Files.readString(ROOT.resolve("docs").resolve(document)).split("\n## What does not apply")[0];
        for (String line : text.lines().toList()) {
            if (!line.startsWith("| ") || line.endsWith("| shown by |")) {
                continue;
            }
            sentences++;
            Matcher test = METHOD.matcher(line.substring(line.lastIndexOf(" | ")));
            if (!test.find()) {
                wrong.add("no test: " + line);
            }
            test.reset();
            while (test.find()) {
                if (!methods.getOrDefault(test.group(1), Set.of()).contains(test.group(2))) {
                    wrong.add("unknown: " + test.group());
                }
            }
        }
        assertEquals(Set.of(), wrong);
        assertFalse(sentences < atLeast, "sentences are missing");
    }

    @Test
    void whatDoesNotApply_saysWhy() throws IOException {
        List<String> lines = section("security-coverage.md", "## What does not apply")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what "))
                .toList();
        assertFalse(lines.isEmpty());
        lines.forEach(line -> assertEquals(3, line.split(" ?\\| ?").length, line));
    }

    /** For each place where something of a deleted card may be: what, and until when; backups and replicas among them. */
    @Test
    void everyPlaceOfADeletedCard_saysWhatIsLeftAndUntilWhen() throws IOException {
        List<String> lines = section("keys.md", "## What deleting means")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| where"))
                .toList();
        for (String place : List.of("tables", "statistics", "write-ahead log", "file system", "backups", "replica")) {
            assertTrue(lines.stream().anyMatch(line -> line.split("\\|")[1].contains(place)), place);
        }
        for (String line : lines) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            assertEquals(4, cells.size(), line);
            assertFalse(cells.subList(1, 4).contains(""), line);
        }
    }

    /** Each attacker's line says what holds him off, and which test shows it or which of the assumptions it is. */
    @Test
    void everyAttacker_isAnswered() throws IOException {
        List<String> lines = section("threat-model.md", "## Whom we meet")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| attacker"))
                .toList();
        assertFalse(lines.size() < 10, "attackers are missing");
        for (String line : lines) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            assertEquals(5, cells.size(), line);
            assertFalse(cells.subList(1, 5).contains(""), line);
        }
    }

    @Test
    @Tag("PCI-3.6.1.1")
    void everyKindOfKey_standsInTheHierarchyAndTheInventory() throws IOException {
        Set<String> words = Stream.of(KeyPurpose.values())
                .map(KeyPurpose::name)
                .map(name -> name.equals("FINGERPRINT") ? "fpr" : name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        words.addAll(Set.of("kek", "card-kek", "checkpoint"));
        String hierarchy = section("keys.md", "## Hierarchy");
        String inventory = section("keys.md", "## Inventory and crypto-periods");
        for (String word : words) {
            assertTrue(hierarchy.contains("ams-<env>-" + word + "-vN"), word + " is not in the hierarchy");
            assertTrue(inventory.contains("| `" + word + "` | "), word + " is not in the inventory");
        }
    }

    private static String section(String document, String title) throws IOException {
        String text = Files.readString(ROOT.resolve("docs").resolve(document));
        int start = text.indexOf(title + "\n");
        assertFalse(start < 0, title + " is not in " + document);
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static Set<String> tests() throws IOException {
        return methods().keySet();
    }

    /** The methods of each class of tests; of two classes of one name, those of both. */
    private static Map<String, Set<String>> methods() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("account-ejb", "web-jsf", "ear", "server-config")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Set<String> own = found.computeIfAbsent(
                            file.getFileName().toString().replace(".java", ""), name -> new TreeSet<>());
                    Matcher method = DECLARED.matcher(Files.readString(file));
                    while (method.find()) {
                        own.add(method.group(1));
                    }
                }
            }
        }
        return found;
    }
}
