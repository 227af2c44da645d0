package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.erasure.AccountClosing;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** The last mail to an account's people. It is sent at once and stored nowhere, because its addresses are erased right after. */
@Dependent
class FarewellMail {

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private Letterbox letterbox;

    void send(@Observes AccountClosing closing) {
        try {
            String language = book.language(closing.accountId());
            for (ContactBook.Addressee to : book.addressees(closing.accountId())) {
                Letterbox.Answer answer = letterbox.post(
                        UUID.randomUUID(),
                        letters.write("farewell", to.email(), language, to.name(), closing.certificateId()));
                if (answer == Letterbox.Answer.AWAY || answer == Letterbox.Answer.NOT_TAKEN) {
                    throw new Refused("mail.unavailable");
                }
            }
        } catch (NotFound erased) {
            // Told before, and erased since.
        }
    }
}
