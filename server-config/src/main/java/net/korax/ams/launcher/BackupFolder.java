package net.korax.ams.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A backup on a disk: {@code data}, a base backup of the PostgreSQL with the three stores as {@code pg_basebackup} lays it out;
 * {@code backup.properties}, what it is and of when; {@code SHA256SUMS}, written last, so that a backup without it is known to have
 * stopped half way. The sums are in the format of {@code sha256sum -c}. All of it is its owner's alone.
 */
final class BackupFolder {

    static final String TAKEN = "taken";
    static final String POSTGRESQL = "postgresql";
    static final String LAST_ENTRY = "trail.last";

    private static final String WHAT = "backup.properties";
    private static final String SUMS = "SHA256SUMS";

    private final Path folder;
    private final Map<String, String> sums = new TreeMap<>();

    BackupFolder(Path folder) {
        this.folder = folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** @throws Failure when something is in its place */
    void begin() {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            if (!Files.isDirectory(folder)) {
                make(folder);
            }
            if (!isEmpty(folder)) {
                throw new Failure("The folder " + folder + " is not empty; name one that is, or a new one.");
            }
            make(data());
        } catch (IOException e) {
            throw new Failure("No backup can be written to " + folder + ": " + Secrets.reason(e) + ".", e);
        }
    }

    /** Copies what stands in the stream now, and remembers its sum. */
    void put(String name, InputStream in) throws IOException {
        Path file = folder.resolve(name);
        sums.put(name, copy(in, file));
    }

    /** Says what it is, then that it is whole. */
    void end(Properties what) throws IOException {
        StringWriter text = new StringWriter();
        what.store(text, "A backup of Korax AMS; docs/backup.md tells how it is restored.");
        put(WHAT, new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        Secrets.writePrivately(folder.resolve(SUMS), lines.toString());
    }

    /** How many files it has. */
    int files() {
        return sums.size();
    }

    /**
     * What it is.
     *
     * @throws Failure when it is no backup, not whole, or a file of it is not as it was written
     */
    Properties check() {
        Properties what = new Properties();
        if (!Files.isReadable(folder.resolve(SUMS))) {
            throw new Failure(
                    "There is no whole backup in " + folder + ": it has no " + SUMS + ", which is written last.");
        }
        try (Reader in = Files.newBufferedReader(folder.resolve(WHAT))) {
            for (String line : Files.readAllLines(folder.resolve(SUMS))) {
                String[] sumAndName = line.split("  ", 2);
                String name = sumAndName[sumAndName.length - 1];
                Path file = folder.resolve(name).normalize();
                if (!file.startsWith(folder.normalize())
                        || !Files.isReadable(file)
                        || !sum(file).equals(sumAndName[0])) {
                    throw new Failure("The backup in " + folder + " is damaged: " + name
                            + " is not as it was written; take another one.");
                }
                sums.put(name, sumAndName[0]);
            }
            what.load(in);
        } catch (IOException e) {
            throw new Failure("The backup in " + folder + " cannot be read: " + Secrets.reason(e) + ".", e);
        }
        return what;
    }

    /** Puts the data to where there is nothing yet: the files that were checked, and the folders. */
    void copyDataTo(Path target) {
        try (Stream<Path> all = Files.walk(data())) {
            for (Path from : all.toList()) {
                Path to = target.resolve(data().relativize(from).toString());
                if (Files.isDirectory(from)) {
                    make(to);
                } else if (sums.containsKey(folder.relativize(from).toString().replace('\\', '/'))) {
                    try (InputStream in = Files.newInputStream(from)) {
                        copy(in, to);
                    }
                }
            }
        } catch (IOException e) {
            throw new Failure("The data cannot be put to " + target + ": " + Secrets.reason(e) + ".", e);
        }
    }

    /** Writes a file to the disk; its sum. */
    private static String copy(InputStream in, Path file) throws IOException {
        MessageDigest digest = sha256();
        Secrets.writePrivately(file, "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            in.transferTo(out);
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String sum(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    static void make(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }
}
