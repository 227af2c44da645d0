package net.korax.ams.logging;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import net.korax.ams.shared.PanDetector;

/**
 * Masks card numbers in whatever this server logs, its own libraries included: the last resort, since none should get that far.
 * Sits before each handler of the root logger. A text of an exception is masked too; its place in the code stays.
 */
@Singleton
@Startup
@DenyAll
public class LogScrubber {

    private final Map<Handler, Filter> before = new HashMap<>();

    @PostConstruct
    void open() {
        for (Handler handler : root().getHandlers()) {
            Filter own = handler.getFilter();
            before.put(handler, own);
            handler.setFilter(scrubbing(own));
        }
    }

    @PreDestroy
    void close() {
        before.forEach(Handler::setFilter);
    }

    static Filter scrubbing(Filter next) {
        return record -> {
            scrub(record);
            return next == null || next.isLoggable(record);
        };
    }

    static void scrub(LogRecord record) {
        String text = new SimpleFormatter().formatMessage(record);
        if (PanDetector.contains(text)) {
            record.setMessage(PanDetector.mask(text));
            record.setParameters(null);
            record.setResourceBundle(null);
        }
        if (record.getThrown() != null && isTelling(record.getThrown())) {
            record.setThrown(scrubbed(record.getThrown()));
        }
    }

    private static boolean isTelling(Throwable thrown) {
        return thrown != null && (PanDetector.contains(thrown.getMessage()) || isTelling(thrown.getCause()));
    }

    private static Throwable scrubbed(Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        Throwable copy = new ScrubbedThrowable(
                thrown.getClass().getName() + ": " + PanDetector.mask(thrown.getMessage()),
                scrubbed(thrown.getCause()));
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }

    private static Logger root() {
        return LogManager.getLogManager().getLogger("");
    }

    /** Stands in a log for an exception whose text held a card number. */
    private static final class ScrubbedThrowable extends Exception {

        private static final long serialVersionUID = 1L;

        ScrubbedThrowable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
