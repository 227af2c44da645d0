package net.korax.ams.contact;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.person.EmailAddress;

/** Whom mails about an account go to, and whom they do not reach. For mails alone; no page reaches it. */
@Dependent
public class ContactBook {

    /** A person to be written to. */
    public record Addressee(String name, EmailAddress email) {}

    @Inject
    private ContactRepository contacts;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private AuditTrail trail;

    /** Contacts with the billing role and a proved address; if there is none, those who cover the account; if none, all. */
    @Transactional
    public List<Addressee> addressees(UUID accountId) {
        List<ContactPerson> all = contacts.ofAccount(accountId);
        var allRoles = contacts.roleCodes();
        Predicate<ContactPerson> proved = contact -> contact.getEmailState() == EmailState.VERIFIED;
        List<ContactPerson> billing = all.stream()
                .filter(proved.and(contact -> contact.getRoles().contains("billing")))
                .toList();
        List<ContactPerson> covering =
                all.stream().filter(contact -> contact.holdsAll(allRoles)).toList();
        List<ContactPerson> chosen = !billing.isEmpty() ? billing : !covering.isEmpty() ? covering : all;
        return chosen.stream()
                .map(contact -> new Addressee(
                        contact.getDetails().name().value(),
                        contact.getDetails().email()))
                .toList();
    }

    /** Those who cover the account, by addresses that work; to nobody else goes what opens it. */
    @Transactional
    public List<Addressee> covering(UUID accountId) {
        var allRoles = contacts.roleCodes();
        return contacts.ofAccount(accountId).stream()
                .filter(contact -> contact.covers(allRoles))
                .map(contact -> new Addressee(
                        contact.getDetails().name().value(),
                        contact.getDetails().email()))
                .toList();
    }

    /**
     * A mail server said that there is no such mailbox: whoever has the address is no longer reached by it, and the account's
     * coverage is lost when nobody else holds it up (P11, P13).
     */
    @Transactional
    public void bounced(UUID accountId, EmailAddress address) {
        PersonAccount account = accounts.lock(accountId);
        List<ContactPerson> all = contacts.ofAccount(accountId);
        for (ContactPerson contact : all) {
            if (contact.getDetails().email().key().equals(address.key())) {
                contact.bounced();
                trail.record(
                        contacts.store(),
                        AuditEntry.done(AuditEntry.SYSTEM, "contact.email-bounced", accountId, contact.getId()));
            }
        }
        if (!new Coverage(account.getCoverage(), all, contacts.roleCodes()).holds()) {
            account.coverageLost();
        }
    }

    /** The account's language, {@code en} or {@code fr}. */
    @Transactional
    public String language(UUID accountId) {
        return accounts.get(accountId).getLocale();
    }
}
