package net.korax.ams.container;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The mailbox to which mails come back, on a real IMAP server, as a mail server puts messages into it and a postmaster looks at it. */
public final class BounceBox {

    static final String ADDRESS = "bounces@korax.example";
    static final String PASSWORD = "comes-back";
    static final String PORT = "ams.bounce.imap.port";

    private BounceBox() {}

    /** Delivers a message as it stands. */
    public static void deliver(String raw) throws MessagingException {
        try (Store store = open()) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            byte[] bytes = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            inbox.appendMessages(new Message[] {new MimeMessage(null, new ByteArrayInputStream(bytes))});
        }
    }

    /** How many messages wait. */
    public static int waiting() throws MessagingException {
        return count("INBOX");
    }

    /** How many were moved aside. */
    public static int aside() throws MessagingException {
        return count("Aside");
    }

    public static void empty() throws MessagingException {
        for (String name : new String[] {"INBOX", "Aside"}) {
            try (Store store = open()) {
                Folder folder = store.getFolder(name);
                if (folder.exists()) {
                    folder.open(Folder.READ_WRITE);
                    folder.setFlags(folder.getMessages(), new Flags(Flags.Flag.DELETED), true);
                    folder.close(true);
                }
            }
        }
    }

    private static int count(String name) throws MessagingException {
        try (Store store = open()) {
            Folder folder = store.getFolder(name);
            return folder.exists() ? folder.getMessageCount() : 0;
        }
    }

    private static Store open() throws MessagingException {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", Integer.getInteger(PORT), ADDRESS, PASSWORD);
        return store;
    }
}
