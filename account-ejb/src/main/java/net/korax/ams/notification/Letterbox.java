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
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
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

    @Inject
    private WaysOut waysOut;

    /** What the mail server said; {@code AWAY} when it said nothing that could be understood. */
    enum Answer {
        TAKEN,
        NO_SUCH_MAILBOX,
        NOT_TAKEN,
        AWAY
    }

    /** Hands a mail to the server. The id makes a repeated mail recognisable, and brings a report about it back. */
    Answer post(UUID id, Mail mail) {
        try {
            Session session = session(id);
            String host = session.getProperty("mail.smtp.host");
            waysOut.require(host == null ? session.getProperty("mail.host") : host);
            MimeMessage message = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + id + "@ams>");
                }
            };
            message.setFrom(new InternetAddress(Configuration.require("ams.mail.from"), true));
            message.setRecipient(
                    Message.RecipientType.TO,
                    new InternetAddress(mail.recipient().ascii(), true));
            message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
            message.setText(mail.body(), StandardCharsets.UTF_8.name());
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setSentDate(Date.from(Time.now()));
            Transport.send(message);
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
        }
    }

    /** The configured session, with the mail's own return address as the envelope's sender. */
    private static Session session(UUID id) throws NamingException {
        Session configured = (Session) new InitialContext().lookup("mail/ams");
        Properties properties = new Properties();
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + wait, PATIENCE);
            properties.setProperty("mail.smtps." + wait, PATIENCE);
        }
        properties.putAll(configured.getProperties());
        ReturnAddress.configured().ifPresent(address -> {
            properties.setProperty("mail.smtp.from", address.of(id));
            properties.setProperty("mail.smtps.from", address.of(id));
        });
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
