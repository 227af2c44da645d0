package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.account.Accounts;
import net.korax.ams.card.Cards;
import net.korax.ams.catalogue.Orders;
import net.korax.ams.charge.Charges;
import net.korax.ams.contact.Contacts;
import net.korax.ams.disclosure.Disclosures;
import net.korax.ams.identity.Users;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.Refused;

/**
 * Takes an erasure through its steps, as far as it comes now. A step is done, then its row is moved on: stopped between the two it
 * is done again, which finds nothing left to do. An undecided charge is waited for; a mail server that is away for some twenty
 * tries is waited for no longer, because erasing was promised and a farewell was not.
 */
@Dependent
class Eraser {

    private static final Logger LOG = Logger.getLogger(Eraser.class.getName());
    private static final int FAREWELL_TRIES = 20;

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Accounts accounts;

    @Inject
    private Users users;

    @Inject
    private Contacts contacts;

    @Inject
    private Disclosures disclosures;

    @Inject
    private MailQueue mails;

    @Inject
    private Cards cards;

    @Inject
    private Charges charges;

    @Inject
    private Orders orders;

    @Inject
    private Event<AccountClosing> closing;

    Erasure proceed(UUID accountId) {
        Erasure erasure = ledger.get(accountId);
        while (!erasure.isFinished()) {
            int rows;
            try {
                rows = take(erasure);
            } catch (Refused wait) {
                ledger.tried(accountId);
                LOG.log(Level.INFO, "Erasure of {0} waits: {1}", new Object[] {accountId, wait.code()});
                return erasure;
            } catch (RuntimeException fault) {
                ledger.tried(accountId);
                LOG.log(Level.WARNING, "Erasure of {0} waits: {1}", new Object[] {
                    accountId, fault.getClass().getSimpleName()
                });
                return erasure;
            }
            erasure = ledger.done(accountId, erasure.getStep(), rows);
        }
        return erasure;
    }

    private int take(Erasure erasure) {
        UUID account = erasure.getAccountId();
        return switch (erasure.getStep()) {
            case FREEZE -> {
                cards.freeze(account);
                accounts.freezePerson(account);
                users.endVisits(account);
                yield 0;
            }
            case SETTLE -> settle(account);
            case TELL -> tell(erasure);
            case CARDS -> cards.erase(account);
            case PERSON ->
                disclosures.erase(account)
                        + mails.purge(account)
                        + contacts.erase(account)
                        + accounts.erasePerson(account);
            case LOG_IN -> users.erase(account) + orders.erase(account);
            case TOMBSTONE -> {
                accounts.bury(account);
                yield 1;
            }
            case DONE -> 0;
        };
    }

    private int settle(UUID account) {
        if (charges.anyUndecided(account)) {
            throw new Refused("erasure.charge-undecided");
        }
        return 0;
    }

    private int tell(Erasure erasure) {
        try {
            closing.fire(new AccountClosing(erasure.getAccountId()));
        } catch (Refused mailServerAway) {
            if (erasure.attempts() < FAREWELL_TRIES) {
                throw mailServerAway;
            }
        }
        return 0;
    }
}
