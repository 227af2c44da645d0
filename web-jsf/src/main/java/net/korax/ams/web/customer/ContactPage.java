package net.korax.ams.web.customer;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactRole;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.EmailState;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** One contact person: added when the address of the page names none, else changed, proved once more or removed. */
@Named("customerContact")
@ViewScoped
public class ContactPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LIST = "/customer/contacts.xhtml?faces-redirect=true";

    @Inject
    private transient ContactService contacts;

    private String id;
    private UUID contactId;
    private long version;
    private PersonName name;
    private EmailAddress email;
    private EmailAddress awaited;
    private EmailState emailState;
    private PhoneNumber phone1;
    private PhoneNumber phone2;
    private PhoneNumber phone3;
    private PhoneNumber fax;
    private Map<String, Boolean> held = new HashMap<>();

    /** Reads the contact that the address names; called once, when the page is opened. */
    public void load() {
        if (id == null) {
            return;
        }
        contactId = ObjectId.of(id);
        ContactPerson contact = contacts.get(contactId);
        ContactDetails details = contact.getDetails();
        version = contact.getVersion();
        name = details.name();
        awaited = contact.getAwaited();
        email = awaited == null ? details.email() : awaited;
        emailState = contact.getEmailState();
        phone1 = phone(details.phones(), 0);
        phone2 = phone(details.phones(), 1);
        phone3 = phone(details.phones(), 2);
        fax = details.fax();
        contact.getRoles().forEach(role -> held.put(role, true));
    }

    private static PhoneNumber phone(List<PhoneNumber> phones, int index) {
        return index < phones.size() ? phones.get(index) : null;
    }

    public String save() {
        List<PhoneNumber> phones = Stream.of(phone1, phone2, phone3)
                .filter(phone -> phone != null)
                .distinct()
                .toList();
        ContactDetails details = new ContactDetails(name, email, phones, fax);
        if (contactId == null) {
            contacts.add(details, roles());
            Notices.done("customer", "contact.added", name.value());
        } else {
            contacts.change(contactId, version, details, roles());
            Notices.done("customer", "contact.changed", name.value());
        }
        return LIST;
    }

    private Set<String> roles() {
        Set<String> roles = new HashSet<>();
        held.forEach((role, holds) -> {
            if (Boolean.TRUE.equals(holds)) {
                roles.add(role);
            }
        });
        return roles;
    }

    public String remove() {
        contacts.remove(contactId);
        Notices.done("customer", "contact.removed", name.value());
        return LIST;
    }

    public String resend() {
        contacts.resendVerification(contactId);
        Notices.done("customer", "contact.resent");
        return LIST;
    }

    /** Whether this is a new contact. */
    public boolean isAdding() {
        return contactId == null;
    }

    /** Whether some address of this contact has yet to be proved. */
    public boolean isProofWanted() {
        return contactId != null && (awaited != null || emailState != EmailState.VERIFIED);
    }

    public List<ContactRole> getRoles() {
        return contacts.roles();
    }

    /** By code of the role whether the contact holds it; written by the page. */
    public Map<String, Boolean> getHeld() {
        return held;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public PersonName getName() {
        return name;
    }

    public void setName(PersonName name) {
        this.name = name;
    }

    public EmailAddress getEmail() {
        return email;
    }

    public void setEmail(EmailAddress email) {
        this.email = email;
    }

    public PhoneNumber getPhone1() {
        return phone1;
    }

    public void setPhone1(PhoneNumber phone1) {
        this.phone1 = phone1;
    }

    public PhoneNumber getPhone2() {
        return phone2;
    }

    public void setPhone2(PhoneNumber phone2) {
        this.phone2 = phone2;
    }

    public PhoneNumber getPhone3() {
        return phone3;
    }

    public void setPhone3(PhoneNumber phone3) {
        this.phone3 = phone3;
    }

    public PhoneNumber getFax() {
        return fax;
    }

    public void setFax(PhoneNumber fax) {
        this.fax = fax;
    }
}
