package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import net.korax.ams.contact.AddressBounced;
import net.korax.ams.contact.AddressChanging;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.contact.ContactsChangedByStaff;
import net.korax.ams.contact.VerificationWanted;
import net.korax.ams.person.MailQueue;

/** Mails about contacts, queued in the transaction of the change. */
@Dependent
class ContactMails {

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    @Inject
    private ContactBook book;

    void sendLink(@Observes VerificationWanted wanted) {
        queue.add(
                wanted.accountId(),
                letters.write("verify", wanted.email(), wanted.locale(), wanted.name(), wanted.token()));
    }

    void warn(@Observes AddressChanging changing) {
        queue.add(
                changing.accountId(),
                letters.write("address-changing", changing.old(), changing.locale(), changing.name()));
    }

    void tell(@Observes ContactsChangedByStaff changed) {
        String language = book.language(changed.accountId());
        String what = letters.word("contact." + changed.operation().name(), language);
        String how = letters.word("channel." + changed.channel().name(), language);
        book.addressees(changed.accountId())
                .forEach(to -> queue.add(
                        changed.accountId(),
                        letters.write("contact-changed", to.email(), language, to.name(), what, how)));
    }

    /** Tells those who can be reached that somebody else cannot; the account's own pages tell everybody. */
    void tell(@Observes AddressBounced bounced) {
        String what = letters.word(bounced.covered() ? "bounced.covered" : "bounced.uncovered", bounced.locale());
        book.reachable(bounced.accountId())
                .forEach(to -> queue.add(
                        bounced.accountId(),
                        letters.write(
                                "address-bounced", to.email(), bounced.locale(), to.name(), bounced.name(), what)));
    }
}
