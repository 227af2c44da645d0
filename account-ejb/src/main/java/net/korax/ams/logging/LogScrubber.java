package net.korax.ams.logging;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.PanDetector;

/**
 * Masks card numbers in whatever this server logs, its own libraries included: the last resort, since none should get that far.
 * Sits before each handler of the root logger. A text of an exception is masked too; its place in the code stays. With {@code
 * ams.log.folder} it adds a handler of its own, which writes there what {@link JsonLines} says, beside the server's log.
 */
@Singleton
@Startup
@DenyAll
public class LogScrubber {

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int FILES = 10;

    private final Map<Handler, Filter> before = new HashMap<>();
    private Handler lines;

    @PostConstruct
    void open() {
        Configuration.get("ams.log.folder").ifPresent(this::write);
        for (Handler handler : root().getHandlers()) {
            Filter own = handler.getFilter();
            before.put(handler, own);
            handler.setFilter(scrubbing(own));
        }
    }

    @PreDestroy
    void close() {
        before.forEach(Handler::setFilter);
        if (lines != null) {
            root().removeHandler(lines);
            lines.close();
        }
    }

    /** Ten files of 16 MB, of which {@code ams-0.log} is the newest. */
    private void write(String folder) {
        try {
            Files.createDirectories(Path.of(folder));
            lines = new FileHandler(folder.replace("%", "%%") + "/ams-%g.log", MOST_BYTES, FILES, true);
            lines.setEncoding("UTF-8");
            lines.setFormatter(new JsonLines());
            lines.setLevel(Level.INFO);
            root().addHandler(lines);
        } catch (IOException unwritable) {
            throw new IllegalStateException(
                    "The setting ams.log.folder has to name a folder that this server can write to.", unwritable);
        }
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
