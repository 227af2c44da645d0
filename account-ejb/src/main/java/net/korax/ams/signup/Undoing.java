package net.korax.ams.signup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.account.Accounts;
import net.korax.ams.card.Cards;
import net.korax.ams.contact.Contacts;
import net.korax.ams.identity.Users;
import net.korax.ams.person.MailQueue;

/** Takes an unfinished sign-up back, store by store; every step may find nothing to do. The account's own row goes last. */
@Dependent
class Undoing {

    @Inject
    private Users users;

    @Inject
    private Accounts accounts;

    @Inject
    private Contacts contacts;

    @Inject
    private MailQueue mails;

    @Inject
    private Cards cards;

    void undo(UUID accountId) {
        cards.erase(accountId);
        accounts.freezePerson(accountId);
        mails.purge(accountId);
        contacts.erase(accountId);
        accounts.erasePerson(accountId);
        users.erase(accountId);
        accounts.abandon(accountId);
    }
}
