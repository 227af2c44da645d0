package net.korax.ams.contact;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.LookLog;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.person.SearchIndex;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;

/**
 * Everything that changes a contact, whoever asks: each change locks the account's row, makes the change, counts the coverage
 * (P13) and leaves its audit entry. The services decide who may call; no page reaches this class.
 */
@Dependent
public class Contacts {

    private static final int MOST_CONTACTS = 50;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private ContactRepository contacts;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private PersonSeal seal;

    @Inject
    private SearchIndex index;

    @Inject
    private LookLog looks;

    @Inject
    private MailQueue mails;

    @Inject
    private AuditTrail trail;

    @Inject
    private Event<VerificationWanted> verificationWanted;

    @Inject
    private Event<AddressChanging> addressChanging;

    /** The first contact of a new account, holding all roles. Joins the transaction that opens the account. */
    @Transactional
    public UUID addFirst(UUID accountId, ContactDetails details, String actor) {
        return add(accountId, details, contacts.roleCodes(), actor, null);
    }

    @Transactional
    UUID add(UUID accountId, ContactDetails details, Set<String> roles, String actor, UUID request) {
        PersonAccount account = accounts.lock(accountId);
        checkRoles(roles);
        List<ContactPerson> before = contacts.ofAccount(accountId);
        if (before.size() >= MOST_CONTACTS) {
            throw new Refused("contact.too-many", MOST_CONTACTS);
        }
        ContactPerson contact;
        byte[] values;
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            contact = new ContactPerson(accountId, details, roles, opened);
            values = ContactDetails.between(null, details).sealed(opened, contact.getId());
        }
        contacts.store().persist(contact);
        contacts.store().flush();
        index.indexEmail(accountId, contact.getId(), details.email());
        wantVerification(account, contact, details.email());
        remember("contact.add", accountId, contact.getId(), actor, request, values);
        return contact.getId();
    }

    @Transactional
    void change(
            UUID accountId,
            UUID id,
            long version,
            ContactDetails details,
            Set<String> roles,
            String actor,
            UUID request) {
        PersonAccount account = accounts.lock(accountId);
        checkRoles(roles);
        List<ContactPerson> all = contacts.ofAccount(accountId);
        ContactPerson contact = contacts.get(accountId, id);
        if (contact.getVersion() != version) {
            throw new Refused("changed-meanwhile");
        }
        boolean newAddress;
        byte[] values;
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            values = ContactDetails.between(contact.getDetails(), details).sealed(opened, id);
            newAddress = contact.change(details, roles, opened);
        }
        checkCoverage(account, all, contact, request != null);
        index.forget(accountId, id);
        index.indexEmail(accountId, id, contact.getDetails().email());
        if (newAddress) {
            contacts.forgetVerifications(id);
            wantVerification(account, contact, contact.getAwaited());
            addressChanging.fire(new AddressChanging(
                    accountId,
                    contact.getDetails().email(),
                    contact.getDetails().name().value(),
                    account.getLocale()));
        }
        remember("contact.change", accountId, id, actor, request, values);
    }

    @Transactional
    void remove(UUID accountId, UUID id, String actor, UUID request) {
        PersonAccount account = accounts.lock(accountId);
        List<ContactPerson> remaining = new ArrayList<>(contacts.ofAccount(accountId));
        ContactPerson contact = contacts.get(accountId, id);
        remaining.remove(contact);
        checkCoverage(account, remaining, contact, request != null);
        byte[] values;
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            values = ContactDetails.between(contact.getDetails(), null).sealed(opened, id);
        }
        mails.forget(accountId, contact.getDetails().email(), contact.getAwaited());
        delete(accountId, contact);
        remember("contact.remove", accountId, id, actor, request, values);
    }

    /** Sends the link once more, to the address that waits for it. */
    @Transactional
    void resendVerification(UUID accountId, UUID id, String actor) {
        PersonAccount account = accounts.lock(accountId);
        ContactPerson contact = contacts.get(accountId, id);
        EmailAddress waiting = contact.getAwaited() != null
                ? contact.getAwaited()
                : contact.getDetails().email();
        if (contact.getAwaited() == null && contact.getEmailState() == EmailState.VERIFIED) {
            throw new Refused("email.already-verified");
        }
        contacts.forgetVerifications(id);
        wantVerification(account, contact, waiting);
        remember("contact.resend-verification", accountId, id, actor, null, null);
    }

    /** Takes a token for good; false when it is unknown, used, too old or for an address the contact no longer has. */
    @Transactional
    boolean verify(String token) {
        EmailVerification verification =
                contacts.store().find(EmailVerification.class, EmailVerification.fingerprint(token));
        if (verification == null || !verification.isLive()) {
            return false;
        }
        ContactPerson unlocked = contacts.store().find(ContactPerson.class, verification.contactId());
        UUID accountId = unlocked.accountId();
        PersonAccount account = accounts.lock(accountId);
        ContactPerson contact = contacts.get(accountId, unlocked.getId());
        EmailAddress proved =
                List.of(
                                Optional.ofNullable(contact.getAwaited()),
                                Optional.of(contact.getDetails().email()))
                        .stream()
                        .flatMap(Optional::stream)
                        .filter(verification::isFor)
                        .findFirst()
                        .orElse(null);
        contacts.store().remove(verification);
        if (proved == null) {
            return false;
        }
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            contact.proved(proved, opened);
        }
        index.forget(accountId, contact.getId());
        index.indexEmail(accountId, contact.getId(), proved);
        if (contact.covers(contacts.roleCodes())) {
            account.coverageKept();
        }
        remember("contact.email-verified", accountId, contact.getId(), AuditEntry.SYSTEM, null, null);
        return true;
    }

    /**
     * Removes all contacts of an account that is being erased, and what was asked for them; the number of rows. Tokens and looks go with the
     * account.
     */
    @Transactional
    public int erase(UUID accountId) {
        int rows = 0;
        // Roles and verifications go with their contact.
        for (String table : new String[] {"contact_request", "contact_person"}) {
            rows += contacts.store()
                    .createNativeQuery("delete from " + table + " where account_id = ?1")
                    .setParameter(1, accountId)
                    .executeUpdate();
        }
        return rows;
    }

    private void delete(UUID accountId, ContactPerson contact) {
        contacts.forgetVerifications(contact.getId());
        contacts.forgetRequests(accountId, contact.getId());
        looks.forgetContact(accountId, contact.getId());
        index.forget(accountId, contact.getId());
        contacts.store().remove(contact);
        contacts.store().flush();
    }

    private void checkRoles(Set<String> roles) {
        if (!contacts.roleCodes().containsAll(roles)) {
            throw new InvalidValue("contact.unknown-role");
        }
    }

    /** @param byStaff who have only the changed contact in front of them: another is named to them masked */
    private void checkCoverage(
            PersonAccount account, List<ContactPerson> after, ContactPerson changed, boolean byStaff) {
        if (new Coverage(account.getCoverage(), after, contacts.roles()).holds()) {
            return;
        }
        String name = changed.getDetails().name().value();
        List<ContactPerson> others =
                after.stream().filter(contact -> contact != changed).toList();
        throw Coverage.nearest(others)
                .map(other -> other.getDetails().name())
                .map(other -> new Refused("contact.coverage", name, byStaff ? other.masked() : other.value()))
                .orElseGet(() -> new Refused("contact.coverage-last", name));
    }

    private void wantVerification(PersonAccount account, ContactPerson contact, EmailAddress email) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        contacts.store().persist(new EmailVerification(token, contact.getId(), email));
        verificationWanted.fire(new VerificationWanted(
                account.getId(), email, contact.getDetails().name().value(), token, account.getLocale()));
    }

    /** @param values before and after, sealed; null where none changed */
    private void remember(String operation, UUID accountId, UUID contactId, String actor, UUID request, byte[] values) {
        AuditEntry entry =
                AuditEntry.done(actor, operation, accountId, contactId).with(values);
        trail.record(contacts.store(), request == null ? entry : entry.under(request));
    }
}
