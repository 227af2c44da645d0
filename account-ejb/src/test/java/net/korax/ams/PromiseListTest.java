package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private static final Path BREAKS = TaggedTests.ROOT.resolve("ear/src/test/breaks");
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
        Set<String> odd = new TreeSet<>(committed.stringPropertyNames());
        wanted.keySet().forEach(line -> {
            if (!odd.remove(line)) {
                odd.add(line);
            }
        });
        assertEquals(Set.of(), odd, "promises.properties is not what the tests say; write it anew: " + WRITE);
    }

    /** A test that has never failed may see nothing. What breaks each promise is kept; {@code ./ams break} does it again. */
    @Test
    void everyPromise_wasBrokenOnPurpose_andATestOfItFails() throws IOException {
        Map<String, Set<String>> seen = new TreeMap<>();
        try (DirectoryStream<Path> patches = Files.newDirectoryStream(BREAKS, "P*.patch")) {
            for (Path patch : patches) {
                String promise = patch.getFileName().toString().substring(1, 3);
                Set<String> failing = Files.readAllLines(patch).stream()
                        .filter(line -> line.startsWith("fails: "))
                        .map(line -> line.substring("fails: ".length()))
                        .filter(test -> tests.get(promise).contains(test))
                        .collect(Collectors.toSet());
                assertFalse(failing.isEmpty(), patch + " names no test of its promise");
                seen.computeIfAbsent(promise, any -> new TreeSet<>()).addAll(failing);
            }
        }
        assertEquals(PROMISES, seen.keySet());
    }
}
