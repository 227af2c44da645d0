package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.account.Accounts;
import net.korax.ams.contact.Contacts;
import net.korax.ams.disclosure.Disclosures;
import net.korax.ams.export.Exports;

/** Removes all that {@code ams_person} holds of an account, the row that everything else there hangs on at last. */
@Dependent
class PersonEraser {

    @Inject
    private Exports exports;

    @Inject
    private Disclosures disclosures;

    @Inject
    private Contacts contacts;

    @Inject
    private Accounts accounts;

    /** In one transaction; the number of rows. Removing nothing is no error. */
    @Transactional
    int erase(UUID accountId) {
        return exports.erase(accountId)
                + disclosures.erase(accountId)
                + contacts.erase(accountId)
                + accounts.erasePerson(accountId);
    }
}
