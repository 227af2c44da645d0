package net.korax.ams.account;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.shared.NotFound;

/** Accounts in {@code ams_core}. */
@Dependent
class AccountRepository {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    EntityManager store() {
        return core;
    }

    Account get(UUID id) {
        Account account = core.find(Account.class, id);
        if (account == null) {
            throw new NotFound();
        }
        return account;
    }

    Account lock(UUID id) {
        Account account = core.find(Account.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (account == null) {
            throw new NotFound();
        }
        return account;
    }

    Optional<Account> byNumber(String number) {
        return core.createQuery("select a from Account a where a.number = :number", Account.class)
                .setParameter("number", number.strip().toUpperCase(Locale.ROOT))
                .getResultStream()
                .findFirst();
    }

    List<Account> all(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return core.createQuery("select a from Account a where a.id in :ids order by a.number", Account.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    String nextNumber() {
        Number next = (Number)
                core.createNativeQuery("select nextval('account_number_seq')").getSingleResult();
        return "K" + next.longValue();
    }
}
