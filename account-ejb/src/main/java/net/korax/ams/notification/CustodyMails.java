package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.card.CustodyEntry;
import net.korax.ams.card.Ledger;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.NotFound;

/**
 * A mail for each line of the custody ledger (P19). The line is in {@code ams_vault} and the mail in {@code ams_person}, so the mail
 * is queued first and the line marked after: stopped in between, the customer is told twice rather than never.
 */
@Dependent
class CustodyMails {

    private static final int BATCH = 50;

    @Inject
    private Ledger ledger;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueUntold() {
        for (CustodyEntry entry : ledger.untold(BATCH)) {
            try {
                queue(entry);
            } catch (NotFound erased) {
                // The account went while the line waited; there is nobody left to tell.
            }
            ledger.told(entry.getId());
        }
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
