package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.card.CustodyEntry;
import net.korax.ams.card.Ledger;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.person.MailQueue;

/** A mail for each line of the custody ledger (P19), which is in {@code ams_vault}. */
@Dependent
class CustodyMails {

    @Inject
    private Ledger ledger;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueUntold() {
        Telling.each(ledger.untold(Telling.BATCH), this::queue, entry -> ledger.told(entry.getId()));
    }

    private void queue(CustodyEntry entry) {
        String language = book.language(entry.getAccountId());
        String card = ledger.truncated(entry.getCardId()).orElseGet(() -> letters.word("card.deleted", language));
        String what = letters.word("card." + entry.getOperation().name(), language);
        String who = entry.getStaffNumber() == null
                ? letters.word("by.customer", language)
                : letters.word("by.staff", language) + " " + entry.getStaffNumber();
        for (ContactBook.Addressee to : book.addressees(entry.getAccountId())) {
            queue.addNow(
                    entry.getAccountId(),
                    letters.write("card-used", to.email(), language, to.name(), card, what, who, entry.getAt()));
        }
    }
}
