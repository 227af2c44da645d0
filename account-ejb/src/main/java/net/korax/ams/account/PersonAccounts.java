package net.korax.ams.account;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** The account's row in {@code ams_person}: whoever changes a contact or the holder locks it first. */
@Dependent
public class PersonAccounts {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    /**
     * Locks the row until the transaction ends.
     *
     * @throws NotFound when the account is not here
     * @throws Refused {@code account.closing} when it is being erased
     */
    public PersonAccount lock(UUID accountId) {
        PersonAccount account = person.find(PersonAccount.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        if (account == null) {
            throw new NotFound();
        }
        if (account.isFrozen()) {
            throw new Refused("account.closing");
        }
        return account;
    }

    /** The row without a lock, for reading. */
    public PersonAccount get(UUID accountId) {
        PersonAccount account = person.find(PersonAccount.class, accountId);
        if (account == null) {
            throw new NotFound();
        }
        return account;
    }
}
