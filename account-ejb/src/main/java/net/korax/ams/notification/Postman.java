package net.korax.ams.notification;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.erasure.ErasureReplay;
import net.korax.ams.person.Mail;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.QueuedMail;
import net.korax.ams.shared.Refused;

/**
 * Sends what waits in the outbox, keeps what the mail server did not take for later, and reports mailboxes that do not exist. Every
 * server does so; each mail is taken up by one. A mail that cannot be sent holds up no other, and a mail server that is away is tried
 * once a round.
 */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Postman {

    private static final Logger LOG = Logger.getLogger(Postman.class.getName());
    private static final int BATCH = 50;

    @Inject
    private MailQueue queue;

    @Inject
    private CustodyMails custodyMails;

    @Inject
    private NewDeviceMails newDeviceMails;

    @Inject
    private FactorMails factorMails;

    @Inject
    private ResetMails resetMails;

    @Inject
    private ContactBook book;

    @Inject
    private Letterbox letterbox;

    @EJB
    private ErasureReplay replay;

    private final AtomicBoolean running = new AtomicBoolean();

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void deliver() {
        if (!replay.isOver() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            custodyMails.queueUntold();
            newDeviceMails.queueUntold();
            factorMails.queueUntold();
            resetMails.queueWaiting();
            boolean more = true;
            for (int sent = 0; more && sent < BATCH; sent++) {
                more = queue.take().filter(this::deliver).isPresent();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Mails wait: {0}", e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    /** Sends a mail that was taken up; false when nothing can be sent now. */
    private boolean deliver(UUID id) {
        try {
            return queue.read(id).map(mail -> deliver(id, mail)).orElse(true);
        } catch (RuntimeException unreadable) {
            LOG.log(
                    Level.WARNING,
                    "A mail cannot be sent: {0}",
                    unreadable.getClass().getSimpleName());
            queue.failed(id, QueuedMail.Trouble.UNREADABLE);
            return true;
        }
    }

    private boolean deliver(UUID id, Mail mail) {
        if (ReturnAddress.configured().isPresent()) {
            queue.expectReport(id, mail);
        }
        Letterbox.Answer answer = letterbox.post(id, mail);
        switch (answer) {
            case TAKEN -> queue.sent(id);
            case NO_SUCH_MAILBOX -> bounced(id, mail);
            case NOT_TAKEN -> queue.failed(id, QueuedMail.Trouble.REFUSED);
            case AWAY -> queue.failed(id, QueuedMail.Trouble.AWAY);
        }
        return answer != Letterbox.Answer.AWAY;
    }

    private void bounced(UUID id, Mail mail) {
        try {
            queue.accountOf(id).ifPresent(account -> book.bounced(account, mail.recipient()::isSameAs));
        } catch (Refused closing) {
            // The account is being erased, and the address with it.
        }
        queue.sent(id);
    }
}
