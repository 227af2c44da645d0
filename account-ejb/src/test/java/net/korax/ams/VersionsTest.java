package net.korax.ams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code VERSIONS.md} says of each library what is known against it, and is looked at again before that is old (ASVS 15.1, PCI 6.3.2). */
class VersionsTest {

    private static final Pattern PINNED = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)</");
    private static final Pattern ROW =
            Pattern.compile("\\| ([a-z0-9-]+) \\| (\\S+) \\| [^|]+ \\| [^|]+ \\| ([0-9]{4}-[0-9]{2}-[0-9]{2}) \\|");

    private final Map<String, String> pinned = new TreeMap<>();
    private final Map<String, String> described = new TreeMap<>();
    private final Map<String, LocalDate> reviews = new TreeMap<>();

    VersionsTest() throws IOException {
        Matcher pin = PINNED.matcher(Files.readString(TaggedTests.ROOT.resolve("pom.xml")));
        while (pin.find()) {
            pinned.put(pin.group(1), pin.group(2));
        }
        List<String> lines = Files.readAllLines(TaggedTests.ROOT.resolve("VERSIONS.md"));
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                described.put(row.group(1), row.group(2));
                reviews.put(row.group(1), LocalDate.parse(row.group(3)));
            }
        }
    }

    @Test
    void everyPinnedVersion_isDescribed_andNoOther() {
        assertFalse(pinned.isEmpty());
        assertEquals(pinned, described);
    }

    @Test
    void noReview_isLate() {
        Map<String, LocalDate> late = new TreeMap<>(reviews);
        late.values().removeIf(day -> !day.isBefore(LocalDate.now(ZoneOffset.UTC)));
        assertEquals(
                Map.of(),
                late,
                "look for newer releases and published weaknesses, then set the next date in VERSIONS.md");
    }
}
