package net.korax.ams.persistence;

import java.sql.SQLException;
import java.util.Set;
import javax.transaction.xa.XAException;

/**
 * Whether a failure lies with a store as a whole and not with what was asked of it: it is away, is starting or going down, is full, or
 * the server has no connection to it to give. The same may be asked again a little later. Of a commit that the store did not answer, a server
 * tells an {@link XAException} and no more.
 */
public final class StoreFailure {

    /** Classes of SQLSTATE: connection, resources (a full disk among them), intervention of an operator or a crash, the machine. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    private StoreFailure() {}

    public static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException told && isOfTheStore(told.getSQLState())
                    || cause instanceof XAException) {
                return true;
            }
        }
        return false;
    }

    /** What has no state was not said by a database, but by a pool that waited for a connection in vain. */
    private static boolean isOfTheStore(String state) {
        return state == null || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
}
