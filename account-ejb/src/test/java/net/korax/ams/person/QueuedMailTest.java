package net.korax.ams.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a mail waits after each failure, and when it is given up. */
class QueuedMailTest {

    @Test
    void pause_doublesUpToThreeHoursAndNeverOverflows() {
        assertEquals(Duration.ofSeconds(10), QueuedMail.pause(1, 0));
        assertEquals(Duration.ofSeconds(20), QueuedMail.pause(2, 0));
        assertEquals(Duration.ofSeconds(5120), QueuedMail.pause(10, 0));
        assertEquals(Duration.ofHours(3), QueuedMail.pause(12, 0));
        assertEquals(Duration.ofHours(3), QueuedMail.pause(Integer.MAX_VALUE, 0));
    }

    @Test
    void pause_isUpToAHalfLongerByChance() {
        assertEquals(Duration.ofSeconds(15), QueuedMail.pause(1, 1));
        assertEquals(Duration.ofMillis(12_500), QueuedMail.pause(1, 0.5));
        assertEquals(Duration.ofMinutes(270), QueuedMail.pause(20, 1));
    }

    @Test
    void takenUpTwentyTimes_isGivenUp() {
        QueuedMail mail = new QueuedMail();
        mail.retry();
        for (int attempt = 1; attempt <= 20; attempt++) {
            assertFalse(mail.isQuarantined());
            assertTrue(mail.take());
            assertEquals(attempt, mail.getAttempts());
            assertEquals(QueuedMail.Trouble.LOST, mail.getTrouble());
        }
        assertFalse(mail.take());
        assertTrue(mail.isQuarantined());
    }

    @Test
    void failedTwentyTimes_isGivenUpAndCanBeginAnew() {
        QueuedMail mail = new QueuedMail();
        mail.retry();
        for (int attempt = 1; attempt <= 20; attempt++) {
            assertFalse(mail.isQuarantined());
            assertTrue(mail.take());
            mail.failed(QueuedMail.Trouble.AWAY);
        }
        assertTrue(mail.isQuarantined());
        mail.retry();
        assertFalse(mail.isQuarantined());
        assertEquals(0, mail.getAttempts());
    }
}
