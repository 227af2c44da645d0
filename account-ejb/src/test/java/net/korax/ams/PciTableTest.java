package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which requirement of PCI DSS is met where, and shown by which tests: read from the tags of the tests of all modules and written to
 * {@code docs/pci.md}. A requirement without a test is not claimed, a tag without a requirement is a slip.
 */
class PciTableTest {

    private static final String WRITE = "mvn -q test -pl account-ejb -Dtest=PciTableTest -Dams.write=true";
    private static final Path ROOT = Path.of("..");
    private static final Path TABLE = ROOT.resolve("docs/pci.md");
    private static final String OPERATOR = "operator.";

    /** By the numbers between the dots: 3.5.1 before 3.5.1.1 before 10.2. */
    private static final Comparator<String> BY_NUMBER = (one, other) -> Arrays.compare(numbers(one), numbers(other));

    private final Map<String, String> requirements = new TreeMap<>(BY_NUMBER);
    private final Map<String, String> operators = new TreeMap<>(BY_NUMBER);
    private final Map<String, Set<String>> tests = new TreeMap<>(BY_NUMBER);

    PciTableTest() throws IOException {
        Properties written = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/test/resources/pci.properties"))) {
            written.load(file);
        }
        for (String key : written.stringPropertyNames()) {
            boolean theirs = key.startsWith(OPERATOR);
            (theirs ? operators : requirements)
                    .put(theirs ? key.substring(OPERATOR.length()) : key, written.getProperty(key));
        }
        TaggedTests.of("PCI-").forEach((number, of) -> tests.put(number, shortNames(of)));
    }

    @Test
    void everyTag_isARequirement() {
        Set<String> unknown = new TreeSet<>(tests.keySet());
        unknown.removeAll(requirements.keySet());
        assertEquals(Set.of(), unknown, "tagged in a test and not in pci.properties");
    }

    @Test
    void everyRequirement_hasATest() {
        Set<String> bare = new TreeSet<>(requirements.keySet());
        bare.removeAll(tests.keySet());
        assertEquals(Set.of(), bare, "in pci.properties and tagged in no test");
    }

    @Test
    void everyRequirement_saysWhereItIsMet() {
        List<String> incomplete = requirements.entrySet().stream()
                .filter(one -> !one.getValue().matches("[^|]+ \\| [^|]+"))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(List.of(), incomplete, "not of the form title | where");
    }

    @Test
    void committedTable_isTheOneOfTheTests() throws IOException {
        if (Boolean.getBoolean("ams.write")) {
            Files.writeString(TABLE, table());
        }
        String committed = Files.exists(TABLE) ? Files.readString(TABLE) : "";
        assertEquals(table(), committed, "docs/pci.md is not what the tests say; write it anew: " + WRITE);
    }

    private String table() {
        StringBuilder page = new StringBuilder("""
                # PCI DSS 4.0.1

                Which requirement is met where, and which tests show it. Written from the tags of the tests (`PciTableTest`); edit
                `account-ejb/src/test/resources/pci.properties` and the tags, then run

                ```
                %s
                ```

                This is no attestation: an assessor looks at an installation, not at a product.

                | requirement | asks for | where it is met | tests |
                |---|---|---|---|
                """.formatted(WRITE));
        requirements.forEach((number, text) -> page.append("| ")
                .append(number)
                .append(" | ")
                .append(text)
                .append(" | ")
                .append(TaggedTests.cell(tests.getOrDefault(number, Set.of())))
                .append(" |\n"));
        page.append("\n## What the operator sees to\n\n| requirement | what |\n|---|---|\n");
        operators.forEach((number, text) ->
                page.append("| ").append(number).append(" | ").append(text).append(" |\n"));
        return page.toString();
    }

    private static Set<String> shortNames(Set<String> tests) {
        return tests.stream()
                .map(test -> test.replaceFirst("^.*?(?=[A-Z])", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int[] numbers(String requirement) {
        return Stream.of(requirement.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
