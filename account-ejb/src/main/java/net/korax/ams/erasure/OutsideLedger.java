package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Time;

/**
 * Which accounts were erased, kept outside of the databases, because a restored backup knows nothing of what came after it. A line holds a
 * moment and two opaque ids, nothing of a person. Lines are appended and forced to the disk; none is ever changed. Every file
 * {@code *.log} of the folder {@code ams.erasures} is read, so servers may have a file each and an operator may put in another's.
 */
@Dependent
class OutsideLedger {

    private static final String FILE = "erasures.log";
    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

    /** A line that a dying server left half is passed over, and does not spoil the one written after it. */
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z) " + ID + " " + ID + "$");

    /** An erasure that has begun. */
    record Entry(Instant at, UUID account, UUID certificate) {}

    /**
     * Notes an erasure before anything is removed; noting it twice is no error.
     *
     * @throws UncheckedIOException when it can't be written
     */
    void note(Erasure erasure) {
        Path file = folder().resolve(FILE);
        String line = Time.now() + " " + erasure.getAccountId() + " " + erasure.getCertificateId() + "\n";
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger of erasures in ams.erasures cannot be written.", e);
        }
    }

    /**
     * Every erasure that was ever noted.
     *
     * @throws UncheckedIOException when a file can't be read
     */
    List<Entry> all() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(one -> one.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    Matcher entry = LINE.matcher(line);
                    if (entry.find()) {
                        entries.add(new Entry(
                                Instant.parse(entry.group(1)),
                                UUID.fromString(entry.group(2)),
                                UUID.fromString(entry.group(3))));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger of erasures in ams.erasures cannot be read.", e);
        }
        return entries;
    }

    private static Path folder() {
        return Path.of(Configuration.require("ams.erasures"));
    }
}
