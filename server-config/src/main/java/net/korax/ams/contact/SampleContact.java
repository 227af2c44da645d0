package net.korax.ams.contact;

import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.person.PersonSeal;

/** Contact persons of samples. */
public final class SampleContact {

    private SampleContact() {}

    /**
     * @param proved whether the address was proved
     * @param trail is told of it, in the words of the product
     */
    public static UUID add(
            UUID accountId,
            ContactDetails details,
            Set<String> roles,
            boolean proved,
            String actor,
            PersonSeal.Opened seal,
            Consumer<Object> rows,
            Consumer<AuditEntry> trail) {
        ContactPerson contact = new ContactPerson(accountId, details, roles, seal);
        UUID id = contact.getId();
        byte[] values = ContactDetails.between(null, details).sealed(seal, id);
        trail.accept(AuditEntry.done(actor, "contact.add", accountId, id).with(values));
        if (proved) {
            contact.proved(details.email(), seal);
            trail.accept(AuditEntry.done(AuditEntry.SYSTEM, "contact.email-verified", accountId, id));
        }
        rows.accept(contact);
        return id;
    }
}
