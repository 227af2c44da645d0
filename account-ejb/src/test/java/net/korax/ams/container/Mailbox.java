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
        List<Path> files;
        try (Stream<Path> folder = Files.list(FOLDER)) {
            files = folder.filter(file -> file.toString().endsWith(".eml")).toList();
        }
        List<String> mails = new ArrayList<>();
        for (Path file : files) {
            String raw = Files.readString(file);
            if (raw.contains("To: " + address + "\n") && raw.endsWith("\n")) {
                mails.add(text(raw));
            }
        }
        return mails;
    }

    /** From now on the mail server says that there is no such mailbox. */
    public void close() throws IOException {
        Files.createDirectories(FOLDER.resolve("unknown"));
        Files.createFile(FOLDER.resolve("unknown").resolve(address));
    }

    /** The mailbox exists again. */
    public void reopen() throws IOException {
        Files.delete(FOLDER.resolve("unknown").resolve(address));
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
