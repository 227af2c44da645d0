package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
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

/** The way to the mail server: {@code mail/ams}, the one session that operations configure. One recipient a message. */
@Dependent
class Letterbox {

    private static final Logger LOG = Logger.getLogger(Letterbox.class.getName());

    @Inject
    private WaysOut waysOut;

    /** What the mail server said. */
    enum Answer {
        TAKEN,
        NO_SUCH_MAILBOX,
        NOT_NOW
    }

    /** Hands a mail to the server. The id makes a repeated mail recognisable. */
    Answer post(UUID id, Mail mail) {
        try {
            Session session = (Session) new InitialContext().lookup("mail/ams");
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
            message.setSentDate(Date.from(Time.now()));
            Transport.send(message);
            return Answer.TAKEN;
        } catch (Refused noWayOut) {
            return Answer.NOT_NOW;
        } catch (SendFailedException e) {
            boolean noMailbox = e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0;
            return noMailbox ? Answer.NO_SUCH_MAILBOX : Answer.NOT_NOW;
        } catch (NamingException | MessagingException e) {
            LOG.log(
                    Level.WARNING,
                    "The mail server did not take a mail: {0}",
                    e.getClass().getSimpleName());
            return Answer.NOT_NOW;
        }
    }
}
