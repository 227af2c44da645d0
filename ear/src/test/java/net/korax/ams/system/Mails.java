package net.korax.ams.system;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mails that the house has sent, as the sink has kept them. */
record Mails(Path folder) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("https://\\S+/(?:verify|reset)\\.xhtml\\?token=\\S+");

    /** A mail: to whom, about what, and its text. */
    record Mail(String to, String subject, String text) {}

    List<Mail> all() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(Mails::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Mail> to(String address) {
        return all().stream().filter(mail -> mail.to().contains(address)).toList();
    }

    /** Waits until the address has got so many mails, and returns them. */
    List<Mail> await(String address, int count) {
        Instant end = Instant.now().plus(PATIENCE);
        List<Mail> found = to(address);
        while (found.size() < count && Instant.now().isBefore(end)) {
            pause();
            found = to(address);
        }
        if (found.size() < count) {
            throw new AssertionError("only " + found.size() + " of " + count + " mails came");
        }
        return found;
    }

    /** The link in a mail to an address, as a path; mails are counted from 1. */
    String link(String address, int mailNumber) {
        Matcher link =
                LINK.matcher(await(address, mailNumber).get(mailNumber - 1).text());
        if (!link.find()) {
            throw new AssertionError("no link in the mail");
        }
        return link.group().replaceFirst("https://[^/]+", "");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Mail read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            return new Mail(
                    message.getHeader("To", ","),
                    message.getSubject(),
                    message.getContent().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
