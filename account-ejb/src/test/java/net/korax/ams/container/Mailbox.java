package net.korax.ams.container;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The mails that reached somebody. */
public final class Mailbox {

    private static final Path FOLDER = Path.of(System.getProperty("ams.it.mails"));

    private final String address;

    private Mailbox(String address) {
        this.address = address;
    }

    public static Mailbox of(String address) {
        return new Mailbox(address);
    }

    /** Waits for a mail whose subject or text holds some words, and gives back its text. */
    public String await(String words) throws Exception {
        List<String> found = new ArrayList<>();
        Patience.until("a mail to somebody with the words " + words, () -> {
            all().stream().filter(mail -> mail.contains(words)).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Subject and text of every mail until now. */
    public List<String> all() throws IOException {
        List<String> mails = new ArrayList<>();
        for (Path file : files()) {
            mails.add(text(Files.readString(file)));
        }
        return mails;
    }

    /**
     * What stood on the wire for every mail until now whose subject or text holds some words: the commands before it, an empty line, and
     * the mail as it was sent.
     */
    public List<String> raw(String words) throws IOException {
        List<String> mails = new ArrayList<>();
        for (Path file : files()) {
            Path envelope = file.resolveSibling(file.getFileName().toString().replace(".eml", ".envelope"));
            String raw = Files.readString(file);
            if (text(raw).contains(words)) {
                mails.add(Files.readString(envelope) + "\n" + raw);
            }
        }
        return mails;
    }

    private List<Path> files() throws IOException {
        List<Path> files;
        try (Stream<Path> folder = Files.list(FOLDER)) {
            files = folder.filter(file -> file.toString().endsWith(".eml")).toList();
        }
        List<Path> mine = new ArrayList<>();
        for (Path file : files) {
            String raw = Files.readString(file);
            if (raw.contains("To: " + address + "\n") && raw.endsWith("\n")) {
                mine.add(file);
            }
        }
        return mine;
    }

    /** From now on the mail server says that there is no such mailbox. */
    public void close() throws IOException {
        mark("unknown");
    }

    /** From now on the mail server says that mails to it should come again later. */
    public void beBusy() throws IOException {
        mark("busy");
    }

    /** The mailbox takes mails again. */
    public void reopen() throws IOException {
        Files.deleteIfExists(FOLDER.resolve("unknown").resolve(address));
        Files.deleteIfExists(FOLDER.resolve("busy").resolve(address));
    }

    private void mark(String kind) throws IOException {
        Files.createDirectories(FOLDER.resolve(kind));
        Files.createFile(FOLDER.resolve(kind).resolve(address));
    }

    private static String text(String raw) throws IOException {
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
            return message.getSubject() + "\n\n" + message.getContent();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }
}
