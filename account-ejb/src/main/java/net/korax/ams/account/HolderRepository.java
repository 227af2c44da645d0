package net.korax.ams.account;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonKey;
import net.korax.ams.person.PersonSeal;
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

    /** The names of some holders, by account; one query. Whoever is not there any more has none. */
    Map<UUID, HolderName> names(Collection<UUID> accountIds) {
        Map<UUID, HolderName> names = new HashMap<>();
        if (!accountIds.isEmpty()) {
            person.createQuery(
                            "select h, k from AccountHolder h, PersonKey k where h.accountId in :ids and k.accountId = h.accountId",
                            Object[].class)
                    .setParameter("ids", accountIds)
                    .getResultList()
                    .forEach(row -> {
                        AccountHolder holder = (AccountHolder) row[0];
                        try (PersonSeal.Opened opened = PersonSeal.open((PersonKey) row[1])) {
                            names.put(holder.accountId(), holder.details(opened).name());
                        }
                    });
        }
        return names;
    }

    PersonAccount account(UUID accountId) {
        PersonAccount account = person.find(PersonAccount.class, accountId);
        if (account == null) {
            throw new NotFound();
        }
        return account;
    }
}
