package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import net.korax.ams.outbound.WaysOut;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Refused;

/**
 * The mailbox that mails come back to, read over IMAP. What was understood is deleted, since it may hold what people wrote; everything
 * else is moved to the folder {@code Aside}, for somebody to look at. Settings: {@code ams.bounce.imap.host}, {@code .port} (993),
 * {@code .user}, {@code .password-file}, {@code .security} ({@code tls}; {@code none} in a demonstration alone).
 */
@Dependent
class BounceMailbox {

    static final String ASIDE = "Aside";

    private static final String SETTINGS = "ams.bounce.imap.";
    private static final int BATCH = 100;
    private static final int LARGEST = 512 << 10;
    private static final String PATIENCE = "30000";

    @Inject
    private WaysOut waysOut;

    /** Looks at one message. */
    @FunctionalInterface
    interface Reader {

        /**
         * @return whether it was understood and is not needed any more
         * @throws MessagingException when it is malformed
         */
        boolean read(MimeMessage message) throws MessagingException, IOException;
    }

    /**
     * Shows the reader what has come, up to a hundred messages. A reader that fails for another reason than the message ends the round;
     * the message stays.
     *
     * @throws MessagingException when the mailbox cannot be reached
     */
    void read(Reader reader) throws MessagingException {
        try (Store store = open()) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            try {
                int waiting = Math.min(inbox.getMessageCount(), BATCH);
                for (int at = 1; at <= waiting; at++) {
                    Message message = inbox.getMessage(at);
                    if (!isUnderstood(message, reader)) {
                        inbox.copyMessages(new Message[] {message}, aside(store));
                    }
                    message.setFlag(Flags.Flag.DELETED, true);
                }
            } finally {
                inbox.close(true);
            }
        }
    }

    private static boolean isUnderstood(Message message, Reader reader) throws MessagingException {
        if (message.getSize() > LARGEST) {
            return false;
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        try {
            message.writeTo(raw);
        } catch (IOException gone) {
            throw new MessagingException("The mailbox does not answer.", gone);
        }
        try {
            return reader.read(new MimeMessage(null, new ByteArrayInputStream(raw.toByteArray())));
        } catch (MessagingException | IOException malformed) {
            return false;
        }
    }

    private static Folder aside(Store store) throws MessagingException {
        Folder aside = store.getFolder(ASIDE);
        if (!aside.exists()) {
            aside.create(Folder.HOLDS_MESSAGES);
        }
        return aside;
    }

    /** @throws IllegalStateException with one sentence that names what is missing or wrong */
    static void requireSettings() {
        Configuration.require(SETTINGS + "host");
        Configuration.require(SETTINGS + "user");
        isPlain();
        port();
        password();
    }

    private static boolean isPlain() {
        boolean plain =
                Configuration.get(SETTINGS + "security").filter("none"::equals).isPresent();
        if (plain && !Configuration.demo()) {
            throw new IllegalStateException(
                    "The setting " + SETTINGS + "security may be none in a demonstration alone.");
        }
        return plain;
    }

    /** As set, or -1 for the protocol's own. */
    private static int port() {
        String text = Configuration.get(SETTINGS + "port").orElse("-1");
        if (!text.matches("-1|[1-9][0-9]{0,4}")) {
            throw new IllegalStateException("The setting " + SETTINGS + "port has to be a port number.");
        }
        return Integer.parseInt(text);
    }

    private Store open() throws MessagingException {
        String host = Configuration.require(SETTINGS + "host");
        try {
            waysOut.require(host);
        } catch (Refused closed) {
            throw new MessagingException("There is no way out to the bounce mailbox.", closed);
        }
        boolean plain = isPlain();
        String protocol = plain ? "imap" : "imaps";
        Properties properties = new Properties();
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail." + protocol + "." + wait, PATIENCE);
        }
        properties.setProperty("mail.imaps.ssl.checkserveridentity", "true");
        Store store = Session.getInstance(properties).getStore(protocol);
        store.connect(host, port(), Configuration.require(SETTINGS + "user"), password());
        return store;
    }

    private static String password() {
        try {
            return Files.readString(Path.of(Configuration.require(SETTINGS + "password-file")))
                    .strip();
        } catch (IOException absent) {
            throw new IllegalStateException("The password file of the bounce mailbox cannot be read.", absent);
        }
    }
}
