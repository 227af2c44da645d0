package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.export.ExportReady;
import net.korax.ams.person.MailQueue;

/** A mail that the copy of one's data waits, queued with its last page. It says where, and nothing of what is in it. */
@Dependent
class CopyMails {

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    @Inject
    private ContactBook book;

    void tell(@Observes ExportReady ready) {
        String language = book.language(ready.accountId());
        book.addressees(ready.accountId())
                .forEach(to ->
                        queue.add(ready.accountId(), letters.write("copy-ready", to.email(), language, to.name())));
    }
}
