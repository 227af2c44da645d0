package net.korax.ams.account;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;
import net.korax.ams.shared.NotFound;

/** Account holders in {@code ams_person}. */
@Dependent
class HolderRepository {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    EntityManager store() {
        return person;
    }

    AccountHolder get(UUID accountId) {
        AccountHolder holder = person.find(AccountHolder.class, accountId);
        if (holder == null) {
            throw new NotFound();
        }
        return holder;
    }

    PersonAccount account(UUID accountId) {
        PersonAccount account = person.find(PersonAccount.class, accountId);
        if (account == null) {
            throw new NotFound();
        }
        return account;
    }
}
