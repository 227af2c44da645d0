package net.korax.ams.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords made at the first start and kept in a file that its owner alone can read. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties kept = new Properties();

    Secrets(Path home) {
        this.file = home.resolve("secrets.properties");
        try {
            createPrivately(home);
            if (Files.exists(file)) {
                try (Reader in = Files.newBufferedReader(file)) {
                    kept.load(in);
                }
            }
        } catch (IOException e) {
            throw new Failure(
                    "The folder " + home + " cannot be used: " + reason(e)
                            + "; choose one of your own with --home or AMS_HOME.",
                    e);
        }
    }

    /** The password of this name, made when there is none: 192 random bits. */
    String get(String name) {
        if (!kept.containsKey(name)) {
            byte[] bits = new byte[24];
            RANDOM.nextBytes(bits);
            kept.setProperty(
                    name,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bits).replace('-', 'x'));
            write();
        }
        return kept.getProperty(name);
    }

    /** The secret of this name in a file of its own, for programs that read it from one. */
    Path file(String name, Path folder) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            writePrivately(file, get(name));
        }
        return file;
    }

    private void write() {
        StringWriter text = new StringWriter();
        try {
            kept.store(text, "Made at the first start. Keep it with the data beside it.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writePrivately(file, text.toString());
    }

    /** The folder holds mails, keys and logs: one that is made here is its owner's alone. */
    private static void createPrivately(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            return;
        }
        Path parent = home.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(home);
        }
    }

    /** Writes a file that its owner alone can read. */
    static void writePrivately(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } else {
                    Files.createFile(file);
                }
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure(
                    "The file " + file + " cannot be written: " + reason(e)
                            + "; choose a folder of your own with --home or AMS_HOME.",
                    e);
        }
    }

    /** What a file system means by an exception that names a file only. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file stands in its place";
        }
        return e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
    }
}
