package net.korax.ams.contact;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.SentMail;
import net.korax.ams.shared.Refused;

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
    private MailQueue mails;

    @Inject
    private AuditTrail trail;

    @Inject
    private Event<AddressBounced> bounced;

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

    /** Those whose address works, whatever their roles. */
    @Transactional
    public List<Addressee> reachable(UUID accountId) {
        return contacts.ofAccount(accountId).stream()
                .filter(contact -> contact.getEmailState() == EmailState.VERIFIED)
                .map(contact -> new Addressee(
                        contact.getDetails().name().value(),
                        contact.getDetails().email()))
                .toList();
    }

    /**
     * Mail to an address does not arrive: whoever has the address is no longer reached by it, and the account's coverage is lost when
     * nobody else holds it up (P11, P13). Told once; an address that somebody has no longer is nobody's.
     *
     * @param address whether it is this one
     * @throws Refused {@code account.closing}, {@code not-found} when the account is being erased or is gone
     */
    @Transactional
    public void bounced(UUID accountId, Predicate<EmailAddress> address) {
        PersonAccount account = accounts.lock(accountId);
        List<ContactPerson> all = contacts.ofAccount(accountId);
        List<ContactPerson> hit = all.stream()
                .filter(contact -> contact.getEmailState() != EmailState.BOUNCING)
                .filter(contact -> address.test(contact.getDetails().email()))
                .toList();
        hit.forEach(ContactPerson::bounced);
        Coverage coverage = new Coverage(account.getCoverage(), all, contacts.roles());
        boolean covered = coverage.isKept();
        if (!coverage.holds()) {
            account.coverageLost();
        }
        for (ContactPerson contact : hit) {
            trail.record(
                    contacts.store(),
                    AuditEntry.done(AuditEntry.SYSTEM, "contact.email-bounced", accountId, contact.getId()));
            bounced.fire(
                    new AddressBounced(accountId, contact.getDetails().name().value(), covered, account.getLocale()));
        }
    }

    /**
     * A mail server reports that a mail did not arrive, and will not: as {@link #bounced}, for the address that it had gone to.
     *
     * @return false when no such mail was sent, or it was reported before; that leaves an event
     */
    @Transactional
    public boolean returned(UUID mail) {
        Optional<SentMail> sent = mails.returned(mail);
        sent.ifPresent(row -> bounced(row.getAccountId(), row::wentTo));
        if (sent.isEmpty()) {
            trail.record(contacts.store(), AuditEntry.refused("anonymous", "mail.unknown-report", null, null));
        }
        return sent.isPresent();
    }

    /** The account's language, {@code en} or {@code fr}. */
    @Transactional
    public String language(UUID accountId) {
        return accounts.get(accountId).getLocale();
    }
}
