package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.identity.FactorChanges;
import net.korax.ams.identity.FactorChanges.Told;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.Refused;

/** Tells a customer that his password or second factor was changed (ASVS 6.3.7). Queued first and marked after. */
@Dependent
class FactorMails {

    private static final int BATCH = 50;

    @Inject
    private FactorChanges changes;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueUntold() {
        for (Told untold : changes.untold(BATCH)) {
            try {
                queue(untold);
            } catch (Refused leaving) {
                // The account is being closed, and who closes it is told of that.
            }
            changes.told(untold);
        }
    }

    private void queue(Told untold) {
        String language = book.language(untold.account());
        for (ContactBook.Addressee to : book.addressees(untold.account())) {
            queue.addNow(
                    untold.account(),
                    letters.write(
                            "factor",
                            to.email(),
                            language,
                            to.name(),
                            letters.word("factor." + untold.change(), language),
                            untold.at()));
        }
    }
}
