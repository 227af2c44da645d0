package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import net.korax.ams.account.AccountUnused;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.person.MailQueue;

/** Tells the people of a free account that nobody uses when it goes, and how they keep it. */
@Dependent
class DisuseMails {

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void warn(@Observes AccountUnused unused) {
        String language = book.language(unused.accountId());
        book.addressees(unused.accountId())
                .forEach(to -> queue.addNow(
                        unused.accountId(),
                        letters.write(
                                "unused",
                                to.email(),
                                language,
                                to.name(),
                                unused.erasedOn().toString())));
    }
}
