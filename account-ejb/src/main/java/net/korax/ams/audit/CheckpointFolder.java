package net.korax.ams.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder outside of the database with the signed checkpoints: {@code checkpoints.log}, a line each, only ever appended to and forced
 * to the disk, and {@code checkpoint-key-vN.pem}, the public keys. It tells of a rewritten trail as far as whoever rewrites the trail
 * cannot also cut this file; so it is to be copied elsewhere (docs/audit.md).
 */
public final class CheckpointFolder {

    /** The file with the checkpoints. */
    public static final String FILE = "checkpoints.log";

    private static final Pattern KEY = Pattern.compile("checkpoint-key-v([1-9][0-9]{0,5})\\.pem");
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final Path folder;

    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The checkpoints of the file, in the order of their numbers; none when there is no file. A line that a power cut tore is passed over:
     * it says no more than one that was never written.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public List<AuditCheckpoint> read() {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            List<AuditCheckpoint> found = new ArrayList<>();
            lines.forEach(line -> AuditCheckpoint.of(line).ifPresent(found::add));
            found.sort(Comparator.comparingLong(AuditCheckpoint::seq));
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The public keys in the folder by their version.
     *
     * @throws UncheckedIOException when one cannot be read
     */
    public SortedMap<Integer, PublicKey> keys() {
        SortedMap<Integer, PublicKey> keys = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return keys;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> keys.putAll(key(file)));
            return keys;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The public key in a file by its version, which the name of the file tells; none for a file of another name.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static Map<Integer, PublicKey> key(Path file) {
        Matcher name = KEY.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Map.of();
        }
        try {
            String text = Files.readString(file).replace(BEGIN, "").replace(END, "");
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
            return Map.of(Integer.valueOf(name.group(1)), key);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new UncheckedIOException(new IOException("The public key " + file + " cannot be read.", unreadable));
        }
    }

    /** So much of a public key as a person compares: SHA-256 of its encoding, in hexadecimal. */
    public static String fingerprint(PublicKey key) {
        return HexFormat.of().formatHex(Sha256.of(key.getEncoded()));
    }

    /** Appends a checkpoint; when this returns, it is on the disk. */
    void append(AuditCheckpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        String line = (isTorn(file) ? "\n" : "") + checkpoint.line() + "\n";
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** Writes the public keys that are not there yet; one that is there stays as it is. */
    void keep(Map<Integer, PublicKey> keys) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<Integer, PublicKey> key : keys.entrySet()) {
            Path file = folder.resolve("checkpoint-key-v" + key.getKey() + ".pem");
            if (!Files.exists(file)) {
                Files.writeString(
                        file,
                        BEGIN + "\n"
                                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(key.getValue().getEncoded())
                                + "\n" + END + "\n");
            }
        }
    }

    /** Whether the last line was not written to its end. */
    private static boolean isTorn(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.read(last, in.size() - 1);
            return last.get(0) != '\n';
        }
    }
}
