package net.korax.ams.retention;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks every ten minutes whether the nightly round is due, so that one which was missed is made up for. A wrong setting stops the start. */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
public class RetentionRound {

    private static final Logger LOG = Logger.getLogger(RetentionRound.class.getName());

    @Inject
    private Retention retention;

    @PostConstruct
    void checkSettings() {
        for (Rule rule : Rule.values()) {
            rule.days();
        }
    }

    @Schedule(hour = "*", minute = "*/10", second = "5", persistent = false)
    void go() {
        try {
            retention.goIfDue();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The round of retention waits: {0}",
                    e.getClass().getSimpleName());
        }
    }
}
