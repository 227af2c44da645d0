package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.Expiries;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.NotFound;

/** A mail for each reminder that is due, with a link to the card. */
@Dependent
class ExpiryMails {

    private static final int BATCH = 200;

    @Inject
    private Expiries expiries;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueDue() {
        List<UUID> due = expiries.due(BATCH);
        while (!due.isEmpty()) {
            due.forEach(card -> expiries.take(card).ifPresent(this::queue));
            due = expiries.due(BATCH);
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
