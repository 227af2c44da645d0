package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The list that the EAR carries and the public page shows: of each promise of the privacy statement the tests that hold it up, with what
 * became of them when all tests ran last. Its lines come from the tags of the tests; that they pass is seen to when all have run
 * ({@code PromisesHeld} of the system tests).
 */
class PromiseListTest {

    private static final String WRITE = "mvn -q test -pl account-ejb -Dtest=PromiseListTest -Dams.write=true";
    private static final Path LIST =
            TaggedTests.ROOT.resolve("web-jsf/src/main/resources/net/korax/ams/web/support/promises.properties");
    private static final String NOT_YET_RUN = "new";
    private static final Set<String> PROMISES = new TreeSet<>(IntStream.rangeClosed(1, 22)
            .mapToObj(number -> String.format(Locale.ROOT, "%02d", number))
            .toList());

    private final Map<String, Set<String>> tests = TaggedTests.eachOf("P").entrySet().stream()
            .filter(tagged -> tagged.getKey().matches("[0-9]{2}"))
            .collect(TreeMap::new, (map, one) -> map.put(one.getKey(), one.getValue()), Map::putAll);

    PromiseListTest() throws IOException {}

    @Test
    void everyPromise_hasATest_andNoTestHoldsUpAnother() {
        assertEquals(PROMISES, tests.keySet());
    }

    @Test
    void committedList_isTheOneOfTheTests() throws IOException {
        Properties committed = new Properties();
        if (Files.exists(LIST)) {
            try (Reader file = Files.newBufferedReader(LIST)) {
                committed.load(file);
            }
        }
        Map<String, String> wanted = new TreeMap<>();
        tests.forEach((promise, of) -> of.forEach(test -> {
            String line = "P" + promise + "." + test;
            wanted.put(line, committed.getProperty(line, NOT_YET_RUN));
        }));
        if (Boolean.getBoolean("ams.write")) {
            List<String> lines = wanted.entrySet().stream()
                    .map(line -> line.getKey() + "=" + line.getValue())
                    .toList();
            Files.write(LIST, lines);
            return;
        }
        assertEquals(
                wanted.keySet(),
                new TreeSet<>(committed.stringPropertyNames()),
                "promises.properties is not what the tests say; write it anew: " + WRITE);
    }
}
