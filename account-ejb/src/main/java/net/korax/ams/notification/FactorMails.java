package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.identity.FactorChanges;
import net.korax.ams.identity.FactorChanges.Told;
import net.korax.ams.person.MailQueue;

/** Tells a customer that his password or second factor was changed (ASVS 6.3.7). */
@Dependent
class FactorMails {

    @Inject
    private FactorChanges changes;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueUntold() {
        Telling.each(changes.untold(Telling.BATCH), this::queue, changes::told);
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
