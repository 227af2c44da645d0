package net.korax.ams.disclosure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import net.korax.ams.consent.Consents;

/** The register of disclosures in {@code ams_person}. */
@Dependent
public class Disclosures {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @Inject
    private Consents consents;

    EntityManager store() {
        return person;
    }

    /** The newest first. */
    List<Disclosure> ofAccount(UUID accountId) {
        return person.createQuery(
                        "select d from Disclosure d where d.accountId = :account order by d.at desc", Disclosure.class)
                .setParameter("account", accountId)
                .getResultList();
    }

    /** Removes both registers of an account that is being erased, disclosures and then consents; the number of rows. */
    @Transactional
    public int erase(UUID accountId) {
        int disclosures = person.createQuery("delete from Disclosure d where d.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
        return disclosures + consents.erase(accountId);
    }
}
