package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import net.korax.ams.outbound.WaysOut;
import net.korax.ams.person.Mail;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * The way to the mail server: {@code mail/ams}, the one session that operations configure. One recipient a message. A server that does
 * not answer is waited for half a minute, unless the session says otherwise.
 */
@Dependent
class Letterbox {

    private static final Logger LOG = Logger.getLogger(Letterbox.class.getName());
    private static final String PATIENCE = "30000";

    /** So long it takes until a session that operations have changed is seen. */
    private static final Duration TRUSTED = Duration.ofMinutes(1);

    @Inject
    private WaysOut waysOut;

    /** What the mail server said; {@code AWAY} when it said nothing that could be understood. */
    enum Answer {
        TAKEN,
        NO_SUCH_MAILBOX,
        NOT_TAKEN,
        AWAY
    }

    /**
     * Ways to the server that nobody uses now. What a session can do is looked for among all libraries when it is made, which takes longer than handing a mail
     * over; each has the return address of one mail at a time, so it is used by one thread at a time.
     */
    private static final Queue<Way> WAYS = new ConcurrentLinkedQueue<>();

    /** A session, and until when it is taken for what operations have configured, in {@link System#nanoTime()}. */
    private record Way(Session session, long until) {

        boolean isOld() {
            return System.nanoTime() - until > 0;
        }
    }

    /** Hands a mail to the server. The id makes a repeated mail recognisable, and brings a report about it back. */
    Answer post(UUID id, Mail mail) {
        Way way = null;
        try {
            way = way();
            Session session = way.session();
            returnTo(id, session);
            String host = session.getProperty("mail.smtp.host");
            waysOut.require(host == null ? session.getProperty("mail.host") : host);
            Transport.send(message(id, mail, session));
            return Answer.TAKEN;
        } catch (Refused noWayOut) {
            return Answer.AWAY;
        } catch (SendFailedException e) {
            boolean noMailbox = e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0;
            return noMailbox ? Answer.NO_SUCH_MAILBOX : Answer.NOT_TAKEN;
        } catch (NamingException | MessagingException e) {
            LOG.log(
                    Level.WARNING,
                    "The mail server did not take a mail: {0}",
                    e.getClass().getSimpleName());
            return Answer.AWAY;
        } finally {
            if (way != null) {
                WAYS.add(way);
            }
        }
    }

    private static MimeMessage message(UUID id, Mail mail, Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@ams>");
            }
        };
        message.setFrom(new InternetAddress(Configuration.require("ams.mail.from"), true));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.recipient().ascii(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.body(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(Time.now()));
        return message;
    }

    /** The mail's own return address, as the envelope's sender. */
    private static void returnTo(UUID id, Session session) {
        ReturnAddress.configured().ifPresent(address -> {
            session.getProperties().setProperty("mail.smtp.from", address.of(id));
            session.getProperties().setProperty("mail.smtps.from", address.of(id));
        });
    }

    private static Way way() throws NamingException {
        for (Way way = WAYS.poll(); way != null; way = WAYS.poll()) {
            if (!way.isOld()) {
                return way;
            }
        }
        return new Way(session(), System.nanoTime() + TRUSTED.toNanos());
    }

    /** The configured session, with limits to how long it waits. */
    private static Session session() throws NamingException {
        Session configured = (Session) new InitialContext().lookup("mail/ams");
        Properties properties = new Properties();
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + wait, PATIENCE);
            properties.setProperty("mail.smtps." + wait, PATIENCE);
        }
        properties.putAll(configured.getProperties());
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return configured.requestPasswordAuthentication(
                        getRequestingSite(),
                        getRequestingPort(),
                        getRequestingProtocol(),
                        getRequestingPrompt(),
                        getDefaultUserName());
            }
        });
    }
}
