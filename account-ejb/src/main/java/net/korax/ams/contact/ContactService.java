package net.korax.ams.contact;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.FreshProof;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * The customer's own contact persons: seen, added, edited and removed at any time (P08, P10, P12), as long as one is left who
 * covers the account (P13). Another customer's contact is not found, and looking for it leaves an event (P09).
 */
@Stateless
@DenyAll
public class ContactService {

    @Inject
    private Contacts contacts;

    @Inject
    private ContactRepository repository;

    @Inject
    private FreshProof fresh;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    @RolesAllowed(Roles.CUSTOMER)
    public List<ContactPerson> list() {
        return repository.ofAccount(caller.accountId());
    }

    /** @throws NotFound when the caller has no such contact */
    @RolesAllowed(Roles.CUSTOMER)
    public ContactPerson get(UUID id) {
        try {
            return repository.get(caller.accountId(), id);
        } catch (NotFound e) {
            refusals.refused(caller.actor(), "contact.view", caller.accountId(), id);
            throw e;
        }
    }

    @RolesAllowed(Roles.CUSTOMER)
    public Coverage coverage() {
        return repository.coverage(caller.accountId());
    }

    /**
     * Adds a contact, who is sent a link to prove the address.
     *
     * @return the new id
     * @throws Refused {@code proof.needed}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public UUID add(ContactDetails details, Set<String> roles) {
        fresh.require(null);
        return contacts.add(caller.accountId(), details, roles, caller.actor(), null);
    }

    /**
     * Changes a contact. A new address takes a fresh proof of who changes it, and has to be proved itself; until then the old one stays
     * in force.
     *
     * @param version as read with the contact
     * @throws Refused {@code changed-meanwhile}, {@code contact.coverage}, {@code contact.coverage-last}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public void change(UUID id, long version, ContactDetails details, Set<String> roles) {
        if (!get(id).getDetails().email().key().equals(details.email().key())) {
            fresh.require(id);
        }
        contacts.change(caller.accountId(), id, version, details, roles, caller.actor(), null);
    }

    /**
     * Removes a contact for good.
     *
     * @throws Refused {@code contact.coverage} with the names of the contact and of the one who would have to take the roles,
     *     {@code contact.coverage-last} when there is no other
     */
    @RolesAllowed(Roles.CUSTOMER)
    public void remove(UUID id) {
        get(id);
        contacts.remove(caller.accountId(), id, caller.actor(), null);
    }

    /** Sends the link once more. */
    @RolesAllowed(Roles.CUSTOMER)
    public void resendVerification(UUID id) {
        get(id);
        contacts.resendVerification(caller.accountId(), id, caller.actor());
    }

    /** Takes the token of a link for good; whoever holds it has read the mail, signed in or not. False when it does not hold. */
    @PermitAll
    public boolean verify(String token) {
        return token != null && token.length() <= 100 && contacts.verify(token);
    }

    /** The roles defined, in their order. */
    @PermitAll
    public List<ContactRole> roles() {
        return repository.roles();
    }
}
