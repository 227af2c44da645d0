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
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reminds customers of cards that run out, 60, 30 and 7 days before, with a link to the card: hourly, and soon after a start. */
@Singleton
@Startup
@DenyAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ExpiryReminders {

    private static final Logger LOG = Logger.getLogger(ExpiryReminders.class.getName());
    private static final Duration AFTER_START = Duration.ofSeconds(15);

    @Resource
    private TimerService timers;

    @Inject
    private ExpiryMails mails;

    @PostConstruct
    void open() {
        timers.createSingleActionTimer(AFTER_START.toMillis(), new TimerConfig(null, false));
    }

    @Timeout
    @Schedule(hour = "*", minute = "10", persistent = false)
    void remind() {
        try {
            mails.queueDue();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Reminders of cards that run out wait: {0}",
                    e.getClass().getSimpleName());
        }
    }
}
