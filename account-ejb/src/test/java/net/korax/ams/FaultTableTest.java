package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which faults the product was seen to survive, and by which tests: read from their tags and written to {@code docs/faults.md}. */
class FaultTableTest {

    private static final String WRITE = "mvn -q test -pl account-ejb -Dtest=FaultTableTest -Dams.write=true";
    private static final Path TABLE = TaggedTests.ROOT.resolve("docs/faults.md");

    private final Map<String, Set<String>> tests = new TreeMap<>();
    private final Map<String, String> survived = new TreeMap<>();
    private final Map<String, String> untried = new TreeMap<>();

    FaultTableTest() throws IOException {
        for (String line : Files.readAllLines(Path.of("src/test/resources/faults.properties"))) {
            boolean open = line.startsWith("- ");
            if (!line.startsWith("#")) {
                String[] told = line.substring(open ? 2 : 0).split(" = ", 2);
                (open ? untried : survived).put(told[0], told[1]);
            }
        }
        TaggedTests.of("R").forEach((number, of) -> {
            if (number.matches("[0-9]{2}")) {
                tests.put("R" + number, of);
            }
        });
    }

    @Test
    void everyFaultThatIsSurvived_hasATest_andNoOtherHasOne() {
        assertEquals(new TreeSet<>(survived.keySet()), new TreeSet<>(tests.keySet()));
    }

    @Test
    void committedTable_isTheOneOfTheTests() throws IOException {
        if (Boolean.getBoolean("ams.write")) {
            Files.writeString(TABLE, table());
        }
        assertEquals(
                table(),
                Files.exists(TABLE) ? Files.readString(TABLE) : "",
                "docs/faults.md is not what the tests say; write it anew: " + WRITE);
    }

    private String table() {
        StringBuilder page = new StringBuilder("""
                # Faults

                What may break, what holds then, and which tests show it. Written from the tags of the tests (`FaultTableTest`); edit
                `account-ejb/src/test/resources/faults.properties` and the tags, then run

                ```
                %s
                ```

                The tests that kill servers and databases draw their moments; `./ams faults --rounds N` tries more of them than `./ams verify`
                does, and a run is repeated with the seed that it prints (`-Dams.faults.seed=...`).

                | | what breaks | what holds | tests |
                |---|---|---|---|
                """.formatted(WRITE));
        survived.forEach((number, text) -> page.append("| ")
                .append(number)
                .append(" | ")
                .append(text)
                .append(" | ")
                .append(TaggedTests.cell(tests.getOrDefault(number, Set.of())))
                .append(" |\n"));
        page.append("\n## Not tried\n\n| | what breaks | why |\n|---|---|---|\n");
        untried.forEach((number, text) -> page.append("| " + number + " | " + text + " |\n"));
        return page.toString();
    }
}
