package net.korax.ams.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long things are kept: as promised, or as the setting says; and as docs/retention.md tells. */
class RuleTest {

    private static final String SETTING = Rule.ENDED_VISITS.setting();

    @AfterEach
    void unset() {
        System.clearProperty(SETTING);
    }

    @Test
    void withoutASetting_thePromisedDaysHold() {
        assertEquals(30, Rule.ENDED_VISITS.days());
    }

    @Test
    void setting_overrulesTheDays() {
        System.setProperty("ams.retention.ended-visits-days", "7");
        assertEquals(7, Rule.ENDED_VISITS.days());
    }

    @Test
    void settingThatIsNoNumberOfDays_isRefusedByName() {
        for (String wrong : List.of("0", "-1", "1.5", "forever", "36526", "99999", "١")) {
            System.setProperty(SETTING, wrong);
            String told = assertThrows(IllegalStateException.class, Rule.ENDED_VISITS::days)
                    .getMessage();
            assertTrue(told.contains(SETTING), told);
        }
    }

    @Test
    void document_namesEachRuleWithItsSettingAndDays() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "retention.md")).stream()
                .filter(line -> line.contains("`ams.retention."))
                .map(line -> line.replaceAll(".*`(ams\\.retention\\.[a-z-]+)` \\| (\\d+) \\|.*", "$1 $2"))
                .toList();
        assertEquals(
                Stream.of(Rule.values())
                        .map(rule -> rule.setting() + " " + rule.promised())
                        .toList(),
                rows);
    }
}
