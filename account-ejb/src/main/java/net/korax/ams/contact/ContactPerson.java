package net.korax.ams.contact;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.shared.Time;

/**
 * A person whom the hosting company may reach about an account. Stored sealed, opened by the repository for as long as the
 * object lives. A changed e-mail address waits beside the old one until its owner has proved it, so that an address which works
 * is never lost to a typing error. Removed for good, with everything derived from it (P12).
 */
@Entity
@Table(name = "contact_person")
public class ContactPerson {

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    private byte[] name;
    private byte[] email;

    @Column(name = "pending_email")
    private byte[] pendingEmail;

    @Column(name = "phone_1")
    private byte[] phone1;

    @Column(name = "phone_2")
    private byte[] phone2;

    @Column(name = "phone_3")
    private byte[] phone3;

    private byte[] fax;

    @Enumerated(EnumType.STRING)
    @Column(name = "email_state")
    private EmailState emailState;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "contact_person_role", joinColumns = @JoinColumn(name = "contact_id"))
    @Column(name = "role_code")
    private Set<String> roles = new HashSet<>();

    @Column(name = "added_at")
    private Instant addedAt;

    @Version
    private long version;

    @Transient
    private ContactDetails details;

    @Transient
    private EmailAddress awaited;

    protected ContactPerson() {}

    ContactPerson(UUID accountId, ContactDetails details, Set<String> roles, PersonSeal.Opened seal) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.emailState = EmailState.UNVERIFIED;
        this.addedAt = Time.now();
        this.roles.addAll(roles);
        this.email = seal.seal(id, "contact.email", details.email().value());
        sealAllButEmail(details, seal);
        this.details = details;
    }

    /** Changes the details; true when the e-mail address is a new one that has to be proved. */
    boolean change(ContactDetails changed, Set<String> newRoles, PersonSeal.Opened seal) {
        roles.retainAll(newRoles);
        roles.addAll(newRoles);
        sealAllButEmail(changed, seal);
        boolean sameAsNow = changed.email().key().equals(details.email().key());
        boolean sameAsAwaited = awaited != null && changed.email().key().equals(awaited.key());
        if (sameAsNow) {
            email = seal.seal(id, "contact.email", changed.email().value());
            pendingEmail = null;
        } else if (!sameAsAwaited) {
            pendingEmail =
                    seal.seal(id, "contact.pending-email", changed.email().value());
        }
        open(seal);
        return !sameAsNow && !sameAsAwaited;
    }

    /** The owner of {@code proved} followed the link; true when it is an address this contact has. */
    boolean proved(EmailAddress proved, PersonSeal.Opened seal) {
        if (awaited != null && awaited.key().equals(proved.key())) {
            email = seal.seal(id, "contact.email", awaited.value());
            pendingEmail = null;
        } else if (!details.email().key().equals(proved.key())) {
            return false;
        }
        emailState = EmailState.VERIFIED;
        open(seal);
        return true;
    }

    void bounced() {
        emailState = EmailState.BOUNCING;
    }

    private void sealAllButEmail(ContactDetails from, PersonSeal.Opened seal) {
        name = seal.seal(id, "contact.name", from.name().value());
        phone1 = seal.seal(id, "contact.phone-1", phone(from, 0));
        phone2 = seal.seal(id, "contact.phone-2", phone(from, 1));
        phone3 = seal.seal(id, "contact.phone-3", phone(from, 2));
        fax = seal.seal(
                id, "contact.fax", from.fax() == null ? null : from.fax().e164());
    }

    private static String phone(ContactDetails from, int index) {
        return index < from.phones().size() ? from.phones().get(index).e164() : null;
    }

    ContactPerson open(PersonSeal.Opened seal) {
        List<PhoneNumber> phones = new ArrayList<>();
        addPhone(phones, seal.open(id, "contact.phone-1", phone1));
        addPhone(phones, seal.open(id, "contact.phone-2", phone2));
        addPhone(phones, seal.open(id, "contact.phone-3", phone3));
        String faxNumber = seal.open(id, "contact.fax", fax);
        details = new ContactDetails(
                new PersonName(seal.open(id, "contact.name", name)),
                new EmailAddress(seal.open(id, "contact.email", email)),
                phones,
                faxNumber == null ? null : new PhoneNumber(faxNumber));
        String waiting = seal.open(id, "contact.pending-email", pendingEmail);
        awaited = waiting == null ? null : new EmailAddress(waiting);
        return this;
    }

    private static void addPhone(List<PhoneNumber> phones, String number) {
        if (number != null) {
            phones.add(new PhoneNumber(number));
        }
    }

    /** Whether this contact alone satisfies the coverage rule, given all roles defined. */
    public boolean covers(Set<String> allRoles) {
        return roles.containsAll(allRoles) && emailState == EmailState.VERIFIED;
    }

    boolean holdsAll(Set<String> allRoles) {
        return roles.containsAll(allRoles);
    }

    UUID accountId() {
        return accountId;
    }

    boolean belongsTo(UUID account) {
        return Objects.equals(accountId, account);
    }

    public UUID getId() {
        return id;
    }

    public ContactDetails getDetails() {
        return details;
    }

    /** The address that waits to be proved; null when none does. */
    public EmailAddress getAwaited() {
        return awaited;
    }

    public EmailState getEmailState() {
        return emailState;
    }

    /** Codes of the roles held. */
    public Set<String> getRoles() {
        return Set.copyOf(roles);
    }

    public Instant getAddedAt() {
        return addedAt;
    }

    /** To be given back with a change, so that nobody overwrites what another has just written. */
    public long getVersion() {
        return version;
    }
}
