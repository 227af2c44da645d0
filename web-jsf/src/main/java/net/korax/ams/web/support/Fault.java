package net.korax.ams.web.support;

import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.logging.RequestNumber;
import net.korax.ams.shared.PanDetector;

/**
 * One thing that went wrong, with an id that a customer can quote and that finds the log record. The record has the
 * classes and places of the failure and, for failures of the programme itself, their text with card numbers masked;
 * texts of other exceptions may repeat what a person typed and are left out.
 */
final class Fault {

    private static final Logger LOG = Logger.getLogger(Fault.class.getName());
    private static final int PLACES = 12;

    private Fault() {}

    /** That of the request, which stands in every line that the log has of it. */
    static String newId() {
        return RequestNumber.current().orElseGet(RequestNumber::fresh);
    }

    static boolean isId(String text) {
        return RequestNumber.isOne(text);
    }

    /** @return the id under which it stands in the log */
    static String record(Throwable failure) {
        String id = newId();
        LOG.log(Level.SEVERE, () -> "Fault " + id + describe(failure));
        return id;
    }

    private static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append("\n").append(cause.getClass().getName());
            if (isOfTheProgramme(cause) && cause.getMessage() != null) {
                text.append(": ").append(PanDetector.mask(cause.getMessage()));
            }
            StackTraceElement[] places = cause.getStackTrace();
            for (int i = 0; i < Math.min(PLACES, places.length); i++) {
                text.append("\n    at ").append(places[i]);
            }
        }
        return text.toString();
    }

    private static boolean isOfTheProgramme(Throwable cause) {
        return cause instanceof NullPointerException
                || cause instanceof ClassCastException
                || cause instanceof LinkageError
                || cause instanceof jakarta.el.ELException
                || cause.getClass().getName().startsWith("jakarta.faces.view.facelets.");
    }
}
