package net.korax.ams.signup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.account.Accounts;
import net.korax.ams.contact.Contacts;

/** The sign-up's step in {@code ams_person}: row, key, holder, first contact and its verification mail in one transaction. */
@Dependent
class PersonOpening {

    @Inject
    private Accounts accounts;

    @Inject
    private Contacts contacts;

    @Transactional
    void open(UUID accountId, NewAccount wanted, String actor) {
        accounts.openPerson(accountId, wanted.holder(), wanted.locale());
        contacts.addFirst(accountId, wanted.contact(), actor);
    }
}
