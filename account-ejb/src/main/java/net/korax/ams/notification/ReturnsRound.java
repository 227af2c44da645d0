package net.korax.ams.notification;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.person.MailQueue;

/** Each minute, on one server at a time: reads what came back, where a bounce mailbox is set. A wrong setting stops the start. */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
public class ReturnsRound {

    private static final Logger LOG = Logger.getLogger(ReturnsRound.class.getName());

    @Inject
    private MailQueue queue;

    @Inject
    private Returns returns;

    @PostConstruct
    void checkSettings() {
        if (ReturnAddress.configured().isPresent()) {
            BounceMailbox.requireSettings();
        }
    }

    @Schedule(hour = "*", minute = "*", second = "35", persistent = false)
    void go() {
        try {
            Optional<ReturnAddress> address = ReturnAddress.configured();
            if (address.isPresent() && queue.holdReturns()) {
                returns.goThrough(address.get());
            }
        } catch (MessagingException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The bounce mailbox cannot be read: {0}",
                    e.getClass().getSimpleName());
        }
    }
}
