package net.korax.ams.export;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * The text of a copy that was taken, for whoever took it, until it is closed; then it is destroyed. Read part by part, so that never more than one
 * is in memory.
 */
public final class Copy implements AutoCloseable {

    private final DataExport taken;
    private final Exports exports;

    Copy(DataExport taken, Exports exports) {
        this.taken = taken;
        this.exports = exports;
    }

    /** The JSON from its beginning, in UTF-8; may be opened more than once. */
    public InputStream json() {
        Iterator<InputStream> parts =
                IntStream.range(0, taken.parts()).mapToObj(this::part).iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    public Instant askedAt() {
        return taken.getAskedAt();
    }

    private InputStream part(int number) {
        return new ByteArrayInputStream(exports.part(taken, number).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        exports.empty(taken.getId());
    }
}
