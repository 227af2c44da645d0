package net.korax.ams.notification;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.card.Expiries;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.NotFound;

/** Reminds customers of cards that run out, 60, 30 and 7 days before, with a link to the card: hourly, and soon after a start. */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ExpiryReminders {

    private static final Logger LOG = Logger.getLogger(ExpiryReminders.class.getName());
    private static final Duration AFTER_START = Duration.ofSeconds(15);
    private static final int BATCH = 200;

    @Resource
    private TimerService timers;

    @Inject
    private Expiries expiries;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    @PostConstruct
    void open() {
        timers.createSingleActionTimer(AFTER_START.toMillis(), new TimerConfig(null, false));
    }

    @Timeout
    @Schedule(hour = "*", minute = "10", persistent = false)
    void remind() {
        try {
            List<UUID> due = expiries.due(BATCH);
            while (!due.isEmpty()) {
                due.forEach(card -> expiries.take(card).ifPresent(this::queue));
                due = expiries.due(BATCH);
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Reminders of cards that run out wait: {0}",
                    e.getClass().getSimpleName());
        }
    }

    private void queue(Expiries.Expiring card) {
        try {
            String language = book.language(card.accountId());
            for (ContactBook.Addressee to : book.addressees(card.accountId())) {
                queue.addNow(
                        card.accountId(),
                        letters.write(
                                "card-expires",
                                to.email(),
                                language,
                                to.name(),
                                card.truncated(),
                                card.days(),
                                card.cardId().toString()));
            }
        } catch (NotFound erased) {
            // The account went meanwhile; there is nobody left to remind.
        }
    }
}
