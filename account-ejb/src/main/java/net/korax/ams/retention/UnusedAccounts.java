package net.korax.ams.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.AccountUnused;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * Goes through the free accounts that nobody has used for long: warns their people, at last closes them. The mail is queued first and
 * noted after: stopped in between somebody is told twice rather than never.
 */
@Dependent
class UnusedAccounts {

    @Inject
    private UnusedLedger ledger;

    @Inject
    private Event<AccountUnused> unused;

    void goThrough(Retention.Tally tally) {
        Duration kept = Rule.FREE_ACCOUNTS.span();
        UUID last = new UUID(0, 0);
        List<UnusedLedger.Unused> batch = ledger.after(last, kept);
        while (!batch.isEmpty()) {
            for (UnusedLedger.Unused account : batch) {
                take(account, kept, tally);
                last = account.id();
            }
            batch = ledger.after(last, kept);
        }
    }

    private void take(UnusedLedger.Unused account, Duration kept, Retention.Tally tally) {
        switch (account.disuse().next(Time.now(), kept)) {
            case NOTHING -> {}
            case WARN -> warn(account.id(), 1, Disuse.FIRST, tally);
            case WARN_AGAIN -> warn(account.id(), 2, Disuse.LAST, tally);
            case ERASE -> {
                if (ledger.close(account.id(), kept)) {
                    tally.closed();
                }
            }
        }
    }

    private void warn(UUID account, int warnings, Duration left, Retention.Tally tally) {
        try {
            unused.fire(
                    new AccountUnused(account, LocalDate.ofInstant(Time.now().plus(left), ZoneOffset.UTC)));
        } catch (Refused leaving) {
            // It is being closed by its customer.
            return;
        }
        ledger.warned(account, warnings);
        tally.warned();
    }
}
