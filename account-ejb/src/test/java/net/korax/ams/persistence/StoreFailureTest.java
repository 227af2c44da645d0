package net.korax.ams.persistence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailureTest {

    /** No connection, too many of them, a full disk, going down, fallen, starting, a disk that fails. */
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "53100", "57P01", "57P02", "57P03", "58030"})
    void storeThatIsAwayOrFull_isOne(String state) {
        assertTrue(StoreFailure.isIn(within(new SQLException("told by a database", state))), state);
    }

    @Test
    void poolThatHasNoConnectionToGive_isOne() {
        assertTrue(StoreFailure.isIn(within(new SQLException("told by a pool"))));
    }

    @Test
    void commitThatWasNotAnswered_isOne() {
        assertTrue(StoreFailure.isIn(within(new XAException(XAException.XAER_RMFAIL))));
    }

    /** What was asked breaks a rule, is of no table, meets another one that changes the same. */
    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "40001", "22001", "P0001"})
    void whatWasAskedWrongly_isNone(String state) {
        assertFalse(StoreFailure.isIn(within(new SQLException("told by a database", state))), state);
        assertFalse(StoreFailure.isIn(within(new NullPointerException())));
    }

    private static Exception within(Exception cause) {
        return new IllegalStateException(new RuntimeException(cause));
    }
}
