package net.korax.ams.consent;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.NotFound;

/** The register of consents and purposes in {@code ams_person}. The services decide who may call; no page reaches it. */
@Dependent
public class Consents {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    EntityManager store() {
        return person;
    }

    /** All purposes, those that go on first, then the newest. */
    List<Purpose> purposes() {
        return person.createQuery(
                        "select p from Purpose p order by case when p.endedAt is null then 0 else 1 end, p.definedAt desc",
                        Purpose.class)
                .getResultList();
    }

    /** @throws NotFound when there is none */
    Purpose purpose(UUID id) {
        Purpose purpose = id == null ? null : person.find(Purpose.class, id);
        if (purpose == null) {
            throw new NotFound();
        }
        return purpose;
    }

    /**
     * Makes a purpose; joins the caller's transaction.
     *
     * @throws InvalidValue {@code recipient.*}, {@code purpose.data.required}
     */
    public Purpose define(String recipient, PurposeText english, PurposeText french, Set<DataClass> data) {
        if (data == null || data.isEmpty()) {
            throw new InvalidValue("purpose.data.required");
        }
        Purpose purpose = new Purpose(Purpose.readRecipient(recipient), english, french, data);
        person.persist(purpose);
        return purpose;
    }

    /** Consents of an account, live and withdrawn, the newest first. */
    public List<Consent> ofAccount(UUID accountId) {
        return person.createQuery(
                        "select c from Consent c where c.accountId = :account order by c.givenAt desc", Consent.class)
                .setParameter("account", accountId)
                .getResultList();
    }

    /** @throws NotFound also when the consent is another account's */
    public Consent get(UUID accountId, UUID id) {
        Consent consent = id == null ? null : person.find(Consent.class, id);
        if (consent == null || !consent.belongsTo(accountId)) {
            throw new NotFound();
        }
        return consent;
    }

    /** Removes the consents of an account that is being erased; the number removed. */
    public int erase(UUID accountId) {
        return person.createQuery("delete from Consent c where c.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
    }
}
