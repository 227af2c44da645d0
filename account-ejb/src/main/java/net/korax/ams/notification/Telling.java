package net.korax.ams.notification;

import java.util.List;
import java.util.function.Consumer;
import net.korax.ams.shared.Refused;

/**
 * Telling customers of what stands in another store than their mails: the mail is queued first and the line marked after, so stopped in
 * between the customer is told twice rather than never.
 */
final class Telling {

    /** So many lines at a time. */
    static final int BATCH = 50;

    private Telling() {}

    /**
     * @param queue writes the mails of a line
     * @param told marks the line
     */
    static <T> void each(List<T> untold, Consumer<T> queue, Consumer<T> told) {
        for (T line : untold) {
            try {
                queue.accept(line);
            } catch (Refused leaving) {
                // The account is being closed, or gone; who closes it is told of that.
            }
            told.accept(line);
        }
    }
}
