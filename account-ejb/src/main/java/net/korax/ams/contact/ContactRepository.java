package net.korax.ams.contact;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.person.PersonKey;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.shared.NotFound;

/** Contact persons and their roles in {@code ams_person}, handed out opened. */
@Dependent
class ContactRepository {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @Inject
    private PersonSeal seal;

    EntityManager store() {
        return person;
    }

    List<ContactPerson> ofAccount(UUID accountId) {
        List<ContactPerson> contacts = sealed(accountId);
        if (!contacts.isEmpty()) {
            try (PersonSeal.Opened opened = seal.open(accountId)) {
                contacts.forEach(contact -> contact.open(opened));
            }
        }
        return contacts;
    }

    /**
     * The contacts of an account and how they cover it; two queries.
     *
     * @throws NotFound when there is no such account, or it is erased
     */
    Coverage coverage(UUID accountId) {
        List<Object[]> rows = person.createQuery(
                        "select a.coverage, k, r from PersonAccount a, PersonKey k, ContactRole r"
                                + " where a.id = :account and k.accountId = :account order by r.position, r.code",
                        Object[].class)
                .setParameter("account", accountId)
                .getResultList();
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        List<ContactPerson> contacts = sealed(accountId);
        try (PersonSeal.Opened opened = PersonSeal.open((PersonKey) rows.get(0)[1])) {
            contacts.forEach(contact -> contact.open(opened));
        }
        return new Coverage(
                (PersonAccount.Coverage) rows.get(0)[0],
                contacts,
                rows.stream().map(row -> (ContactRole) row[2]).toList());
    }

    private List<ContactPerson> sealed(UUID accountId) {
        return person.createQuery(
                        "select distinct c from ContactPerson c left join fetch c.roles"
                                + " where c.accountId = :account order by c.addedAt, c.id",
                        ContactPerson.class)
                .setParameter("account", accountId)
                .getResultList();
    }

    /** @throws NotFound also when the contact is another account's */
    ContactPerson get(UUID accountId, UUID id) {
        ContactPerson contact = id == null ? null : person.find(ContactPerson.class, id);
        if (contact == null || !contact.belongsTo(accountId)) {
            throw new NotFound();
        }
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            return contact.open(opened);
        }
    }

    List<ContactRole> roles() {
        return person.createQuery("select r from ContactRole r order by r.position, r.code", ContactRole.class)
                .getResultList();
    }

    Set<String> roleCodes() {
        Set<String> codes = new TreeSet<>();
        roles().forEach(role -> codes.add(role.getCode()));
        return codes;
    }

    /** Gives a new role to every contact that held all the others, so that who covered an account still does. */
    void giveToCoveringContacts(String newRole) {
        person.createNativeQuery(
                        "insert into contact_person_role (contact_id, role_code)"
                                + " select cr.contact_id, ?1 from contact_person_role cr where cr.role_code <> ?1"
                                + " group by cr.contact_id having count(*) = (select count(*) from contact_role where code <> ?1)")
                .setParameter(1, newRole)
                .executeUpdate();
    }

    /** Withdraws open requests about a contact that goes, and takes its id out of all of them. */
    void forgetRequests(UUID accountId, UUID contactId) {
        person.createQuery("update ContactRequest r set r.state = :withdrawn"
                        + " where r.accountId = :account and r.contactId = :contact and r.state = :open")
                .setParameter("withdrawn", ContactRequest.State.WITHDRAWN)
                .setParameter("open", ContactRequest.State.OPEN)
                .setParameter("account", accountId)
                .setParameter("contact", contactId)
                .executeUpdate();
        person.createQuery(
                        "update ContactRequest r set r.contactId = null where r.accountId = :account and r.contactId = :contact")
                .setParameter("account", accountId)
                .setParameter("contact", contactId)
                .executeUpdate();
    }

    void forgetVerifications(UUID contactId) {
        person.createQuery("delete from EmailVerification v where v.contactId = :contact")
                .setParameter("contact", contactId)
                .executeUpdate();
    }
}
