package net.korax.ams.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Time;

/**
 * When the trail is signed, and by which folder outside of the database it is remembered: after so many entries, after so many minutes in
 * which there were some, and when the server stops. Settings: {@code ams.audit.folder}, {@code ams.audit.checkpoint-entries} (1000 unless
 * set), {@code ams.audit.checkpoint-minutes} (1 unless set).
 */
final class Checkpoints {

    private static final Logger LOG = Logger.getLogger(Checkpoints.class.getName());

    private final CheckpointFolder folder;
    private final long entries;
    private final Duration span;

    private Long signed;
    private Instant tried;
    private boolean failing;

    Checkpoints() {
        folder = new CheckpointFolder(Path.of(Configuration.require("ams.audit.folder")));
        entries = positive("ams.audit.checkpoint-entries", 1000);
        span = Duration.ofMinutes(positive("ams.audit.checkpoint-minutes", 1));
    }

    /** Those of this server and the keys with which they are checked. */
    static TrailCheck check(AuditHead head) {
        List<AuditCheckpoint> known = new CheckpointFolder(Path.of(Configuration.require("ams.audit.folder"))).read();
        return new TrailCheck(known, AuditCheckpoint.publicKeys(), head.seq(), head.hash(), Time.now());
    }

    /**
     * Whether the trail has grown so much, or so long ago, that it is time.
     *
     * @param last whether there is no later time
     */
    boolean isDue(long seq, boolean last) {
        if (signed == null) {
            List<AuditCheckpoint> known = folder.read();
            signed = known.isEmpty() ? 0 : known.get(known.size() - 1).seq();
        }
        boolean waited = tried == null || !Time.now().isBefore(tried.plus(span)) || tried.isAfter(Time.now());
        return seq > signed && (last || waited || !failing && seq - signed >= entries);
    }

    /**
     * Signs the trail and writes that down.
     *
     * @return false when it could not be done just now, having been possible before
     */
    boolean write(long seq, byte[] hash) {
        tried = Time.now();
        try {
            folder.keep(AuditCheckpoint.publicKeys());
            AuditCheckpoint checkpoint = AuditCheckpoint.sign(seq, hash, tried);
            folder.append(checkpoint);
            LOG.log(Level.INFO, "{0}", checkpoint.line());
            signed = seq;
            failing = false;
            return true;
        } catch (IOException | IllegalStateException failure) {
            LOG.log(
                    Level.WARNING,
                    "The audit trail is not signed: {0}",
                    failure.getClass().getSimpleName());
            boolean news = !failing;
            failing = true;
            return !news;
        }
    }

    private static long positive(String setting, long otherwise) {
        String text = Configuration.get(setting).orElse(Long.toString(otherwise));
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalStateException("The setting " + setting + " has to be a number above 0.");
        }
        return Long.parseLong(text);
    }
}
