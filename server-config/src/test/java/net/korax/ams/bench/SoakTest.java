package net.korax.ams.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How a soak keeps to half of what goes. */
class SoakTest {

    @Test
    void pause_isWhatIsLeftOfTheTimeThatAnOperationMayTake() {
        // Four connections, 100 a second: 40 ms each, all of it answering. Half as many are 80 ms each.
        assertEquals(40, Soak.pause(50, 100, 0, 1));
        // Answers are quicker with less to do: 57 ms, of which 17 are answering, so the pause grows.
        assertEquals(63, Soak.pause(50, 70, 40, 1));
        // As many as are wanted: the pause stays.
        assertEquals(63, Soak.pause(50, 50, 63, 1));
    }

    @Test
    void pause_isSharedByTheRequestsOfAnOperation() {
        assertEquals(20, Soak.pause(50, 100, 0, 2));
        assertEquals(20, Soak.pause(50, 50, 20, 2));
    }

    @Test
    void houseThatIsSlowerThanWanted_isNotPausedFor() {
        assertEquals(0, Soak.pause(50, 30, 10, 1));
    }
}
