package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PCI-6.5.6")
class TestNumbersTest {

    /** Stands for a real one: it is published, too, but not on the list. */
    private static final String ORDINARY = "4000000000003220";

    private final PanIntake intake = new PanIntake();
    private String profile;

    static List<String> published() {
        return TestNumbers.published();
    }

    @BeforeEach
    void beInEarnest() {
        profile = System.clearProperty("ams.profile");
    }

    @AfterEach
    void forget() {
        intake.wipe();
        System.clearProperty("ams.profile");
        System.clearProperty("ams.card.test-numbers");
        if (profile != null) {
            System.setProperty("ams.profile", profile);
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void inEarnest_noneIsTaken(String number) {
        assertRefused("pan.test-number", () -> intake.take(number));
        assertRefused("pan.required", intake::consume);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111", "４１１１１１１１１１１１１１１１", "\u200B4111-1111-1111-1111"})
    void otherSpellings_areTheSameNumber(String typed) {
        assertRefused("pan.test-number", () -> intake.take(typed));
    }

    @Test
    void inEarnest_anOrdinaryNumberIsTaken() {
        intake.take(ORDINARY);
        try (Pan pan = intake.consume()) {
            assertFalse(pan.isTestNumber());
        }
    }

    @Test
    void refusedNumber_leavesNoEarlierOneBehind() {
        intake.take(ORDINARY);
        assertRefused("pan.test-number", () -> intake.take("4111111111111111"));
        assertRefused("pan.required", intake::consume);
    }

    @ParameterizedTest
    @MethodSource("published")
    void demonstration_takesThemAll(String number) {
        System.setProperty("ams.profile", "demo");
        intake.take(number);
        try (Pan pan = intake.consume()) {
            assertTrue(pan.isTestNumber());
            assertEquals(number.substring(number.length() - 4), pan.last4());
        }
    }

    @Test
    void installationMayAllowThem_byThisWordAlone() {
        System.setProperty("ams.card.test-numbers", "true");
        assertRefused("pan.test-number", () -> intake.take("4111111111111111"));
        System.setProperty("ams.card.test-numbers", "allowed");
        intake.take("4111111111111111");
        assertEquals("1111", intake.consume().last4());
    }

    @Test
    void noNumberStandsTwice() {
        assertEquals(TestNumbers.published().size(), new HashSet<>(TestNumbers.published()).size());
    }
}
