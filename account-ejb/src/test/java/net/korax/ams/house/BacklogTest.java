package net.korax.ams.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import net.korax.ams.house.Backlog.Waiting;
import net.korax.ams.house.Finding.Light;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Waiting NOTHING = new Waiting(0, null);

    @Test
    void nothingWaiting_isGreen() {
        for (Backlog backlog : Backlog.values()) {
            assertEquals(Light.GREEN, backlog.light(NOTHING), backlog.name());
        }
    }

    @Test
    void oldestDecides_notTheNumber() {
        assertEquals(Light.GREEN, Backlog.MAILS.light(new Waiting(100_000, ago(Duration.ofMinutes(4)))));
        assertEquals(Light.AMBER, Backlog.MAILS.light(new Waiting(1, ago(Duration.ofMinutes(6)))));
        assertEquals(Light.RED, Backlog.MAILS.light(new Waiting(1, ago(Duration.ofMinutes(61)))));
    }

    @Test
    void erasureLongerThanADay_isRed() {
        assertEquals(Light.AMBER, Backlog.ERASURES.light(new Waiting(1, ago(Duration.ofHours(23)))));
        assertEquals(Light.RED, Backlog.ERASURES.light(new Waiting(1, ago(Duration.ofHours(25)))));
    }

    @Test
    void sumOfTwoStores_countsBothAndKeepsTheOldest() {
        Instant earlier = ago(Duration.ofHours(2));
        Instant later = ago(Duration.ofHours(1));
        assertEquals(new Waiting(5, earlier), new Waiting(2, earlier).and(new Waiting(3, later)));
        assertEquals(new Waiting(5, earlier), new Waiting(2, later).and(new Waiting(3, earlier)));
        assertEquals(new Waiting(3, later), NOTHING.and(new Waiting(3, later)));
        assertEquals(new Waiting(3, later), new Waiting(3, later).and(NOTHING));
    }

    private static Instant ago(Duration age) {
        return Time.now().minus(age);
    }
}
