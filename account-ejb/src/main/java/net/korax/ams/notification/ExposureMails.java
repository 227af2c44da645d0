package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.card.CardsExposed;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.NotFound;

/** Tells customers that a member of staff who is no longer trusted had used their cards. Fired outside of a transaction. */
@Dependent
class ExposureMails {

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void tell(@Observes CardsExposed exposed) {
        exposed.accountIds().forEach(account -> tell(account, exposed.staffNumber()));
    }

    private void tell(UUID account, String staffNumber) {
        try {
            String language = book.language(account);
            for (ContactBook.Addressee to : book.addressees(account)) {
                queue.addNow(account, letters.write("card-exposed", to.email(), language, to.name(), staffNumber));
            }
        } catch (NotFound erased) {
            // The account went meanwhile; there is nobody left to tell.
        }
    }
}
