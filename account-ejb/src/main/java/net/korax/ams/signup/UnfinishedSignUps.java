package net.korax.ams.signup;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.account.Accounts;

/** Takes back sign-ups that a dying server left half done; ten minutes are longer than any takes. */
@Singleton
@Startup
@DenyAll
@TransactionManagement(TransactionManagementType.BEAN)
public class UnfinishedSignUps {

    private static final Logger LOG = Logger.getLogger(UnfinishedSignUps.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject
    private Accounts accounts;

    @Inject
    private Undoing undoing;

    @Schedule(hour = "*", minute = "*/5", second = "30", persistent = false)
    void takeBack() {
        for (UUID account : accounts.openingSince(PATIENCE)) {
            try {
                undoing.undo(account);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "An unfinished sign-up stays for now: {0}",
                        e.getClass().getSimpleName());
            }
        }
    }
}
