package net.korax.ams.contact;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.Accounts;
import net.korax.ams.account.Channel;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookLog;
import net.korax.ams.person.Looker;
import net.korax.ams.person.PersonalField;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * Contacts and holders of customers who can't use the portal (P22): staff see them masked, record what the customer asked for, and do
 * just that under the record, once. A contact or a holder is shown in full only under an open request to edit it.
 */
@Stateless
@DenyAll
public class AssistedContactService {

    /** A contact as staff see it without a request. */
    public record MaskedContact(UUID id, String name, Set<String> roles, EmailState emailState) {}

    @Inject
    private Contacts contacts;

    @Inject
    private ContactRepository repository;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private Accounts holders;

    @Inject
    private LookLog looks;

    @Inject
    private Users users;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    @Inject
    private Event<ContactsChangedByStaff> changedByStaff;

    @RolesAllowed(Roles.STAFF)
    public List<MaskedContact> list(UUID accountId) {
        return repository.ofAccount(accountId).stream()
                .map(contact -> new MaskedContact(
                        contact.getId(),
                        contact.getDetails().name().masked(),
                        contact.getRoles(),
                        contact.getEmailState()))
                .toList();
    }

    /**
     * Records what the customer asked for.
     *
     * @param contactId the contact concerned; null for an addition, and for the holder
     */
    @RolesAllowed(Roles.STAFF)
    public UUID record(
            UUID accountId,
            UUID contactId,
            ContactRequest.Operation operation,
            Channel channel,
            IdentityCheck identityCheck) {
        accounts.lock(accountId);
        if (operation == ContactRequest.Operation.ADD || operation == ContactRequest.Operation.HOLDER) {
            contactId = null;
        } else {
            repository.get(accountId, contactId);
        }
        ContactRequest request =
                new ContactRequest(accountId, contactId, operation, channel, identityCheck, caller.userId());
        repository.store().persist(request);
        trail.record(
                repository.store(),
                AuditEntry.done(caller.actor(), "contact-request.record", accountId, contactId)
                        .under(request.getId()));
        return request.getId();
    }

    /** Open requests about contacts, oldest first. */
    @RolesAllowed(Roles.STAFF)
    public List<ContactRequest> queue() {
        return repository
                .store()
                .createQuery(
                        "select r from ContactRequest r where r.state = :open and r.expiresAt > :now order by r.recordedAt",
                        ContactRequest.class)
                .setParameter("open", ContactRequest.State.OPEN)
                .setParameter("now", Time.now())
                .setMaxResults(100)
                .getResultList();
    }

    /** Requests of an account about its contacts and its holder, newest first, at most a hundred. */
    @RolesAllowed(Roles.STAFF)
    public List<ContactRequest> requestsOf(UUID accountId) {
        return ofAccount(accountId);
    }

    /** What our staff have recorded as the caller's wishes, newest first, at most a hundred. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<ContactRequest> mine() {
        return ofAccount(caller.accountId());
    }

    private List<ContactRequest> ofAccount(UUID accountId) {
        return repository
                .store()
                .createQuery(
                        "select r from ContactRequest r where r.accountId = :account order by r.recordedAt desc",
                        ContactRequest.class)
                .setParameter("account", accountId)
                .setMaxResults(100)
                .getResultList();
    }

    @RolesAllowed(Roles.STAFF)
    public ContactRequest request(UUID requestId) {
        ContactRequest request = repository.store().find(ContactRequest.class, requestId);
        if (request == null) {
            throw new NotFound();
        }
        return request;
    }

    /**
     * The contact to be edited or removed, in full, under an open request; the look is remembered, and counted.
     *
     * @throws Refused {@code request.used}, {@code look.too-many}; trying leaves an event
     */
    @RolesAllowed(Roles.STAFF)
    public ContactPerson show(UUID requestId) {
        ContactRequest request = live(requestId, "contact.show");
        ContactPerson contact = repository.get(request.getAccountId(), request.getContactId());
        looks.remember(
                new Looker(caller.userId(), users.staffNumber(caller.userId())),
                request.getAccountId(),
                contact.getId(),
                PersonalField.WHOLE_CONTACT,
                LookGround.under(requestId));
        return contact;
    }

    /**
     * The holder to be changed, in full, under an open request for that; the look is remembered, and counted.
     *
     * @throws Refused {@code request.used}, {@code request.other-operation}, {@code look.too-many}; trying leaves an event
     */
    @RolesAllowed(Roles.STAFF)
    public HolderDetails showHolder(UUID requestId) {
        ContactRequest request = live(requestId, "holder.show");
        if (request.getOperation() != ContactRequest.Operation.HOLDER) {
            refusals.refused(caller.actor(), "holder.show", request.getAccountId(), null);
            throw new Refused("request.other-operation");
        }
        looks.remember(
                new Looker(caller.userId(), users.staffNumber(caller.userId())),
                request.getAccountId(),
                null,
                PersonalField.WHOLE_HOLDER,
                LookGround.under(requestId));
        return holders.holder(request.getAccountId());
    }

    /** @throws net.korax.ams.shared.InvalidValue when something is missing that this kind of account asks for */
    @RolesAllowed(Roles.STAFF)
    public void changeHolder(UUID requestId, HolderDetails details) {
        ContactRequest request = use(requestId, ContactRequest.Operation.HOLDER);
        holders.check(request.getAccountId(), details);
        holders.changeHolder(request.getAccountId(), details, caller.actor(), requestId);
        tell(request);
    }

    @RolesAllowed(Roles.STAFF)
    public void add(UUID requestId, ContactDetails details, Set<String> roles) {
        ContactRequest request = use(requestId, ContactRequest.Operation.ADD);
        contacts.add(request.getAccountId(), details, roles, caller.actor(), requestId);
        tell(request);
    }

    @RolesAllowed(Roles.STAFF)
    public void change(UUID requestId, long version, ContactDetails details, Set<String> roles) {
        ContactRequest request = use(requestId, ContactRequest.Operation.EDIT);
        contacts.change(
                request.getAccountId(), request.getContactId(), version, details, roles, caller.actor(), requestId);
        tell(request);
    }

    @RolesAllowed(Roles.STAFF)
    public void remove(UUID requestId) {
        ContactRequest request = use(requestId, ContactRequest.Operation.REMOVE);
        contacts.remove(request.getAccountId(), request.getContactId(), caller.actor(), requestId);
        tell(request);
    }

    private ContactRequest live(UUID requestId, String operation) {
        ContactRequest request = request(requestId);
        if (!request.isLive()) {
            refusals.refused(caller.actor(), operation, request.getAccountId(), request.getContactId());
            throw new Refused("request.used");
        }
        return request;
    }

    private ContactRequest use(UUID requestId, ContactRequest.Operation operation) {
        ContactRequest request =
                repository.store().find(ContactRequest.class, requestId, LockModeType.PESSIMISTIC_WRITE);
        if (request == null) {
            throw new NotFound();
        }
        try {
            request.use(operation, caller.userId());
        } catch (Refused refusal) {
            refusals.refused(caller.actor(), "contact-request.use", request.getAccountId(), request.getContactId());
            throw refusal;
        }
        return request;
    }

    private void tell(ContactRequest request) {
        changedByStaff.fire(
                new ContactsChangedByStaff(request.getAccountId(), request.getOperation(), request.getChannel()));
    }
}
