package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import net.korax.ams.consent.Purpose;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.disclosure.DataDisclosed;
import net.korax.ams.person.MailQueue;

/** A mail for each disclosure (P01), queued in its transaction. */
@Dependent
class DisclosureMails {

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    @Inject
    private ContactBook book;

    void tell(@Observes DataDisclosed told) {
        String language = book.language(told.accountId());
        Purpose purpose = told.disclosure().getConsent().getPurpose();
        String data = told.disclosure().getData().stream()
                .map(kind -> letters.word("data." + kind.name(), language))
                .collect(Collectors.joining(", "));
        book.addressees(told.accountId())
                .forEach(to -> queue.add(
                        told.accountId(),
                        letters.write(
                                "disclosed",
                                to.email(),
                                language,
                                to.name(),
                                purpose.getRecipient(),
                                purpose.name(language),
                                data,
                                told.disclosure().getAt())));
    }
}
