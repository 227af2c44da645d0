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
import net.korax.ams.shared.Refused;

/** Sends what waits in the outbox, keeps what the mail server did not take for later, and reports mailboxes that do not exist. */
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
            for (UUID id : queue.due(BATCH)) {
                deliver(id);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Mails wait: {0}", e.getClass().getSimpleName());
        } finally {
            running.set(false);
        }
    }

    private void deliver(UUID id) {
        queue.read(id).ifPresent(mail -> {
            switch (letterbox.post(id, mail)) {
                case TAKEN -> queue.sent(id);
                case NO_SUCH_MAILBOX -> bounced(id, mail);
                case NOT_NOW -> queue.failed(id);
            }
        });
    }

    private void bounced(UUID id, Mail mail) {
        try {
            queue.accountOf(id).ifPresent(account -> book.bounced(account, mail.recipient()));
        } catch (Refused closing) {
            // The account is being erased, and the address with it.
        }
        queue.sent(id);
    }
}
