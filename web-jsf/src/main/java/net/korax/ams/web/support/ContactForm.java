package net.korax.ams.web.support;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;

/** What is typed about a contact person, by the customer or by staff for him; the fields are {@code contact-fields.xhtml}. */
public class ContactForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private PersonName name;
    private EmailAddress email;
    private PhoneNumber phone1;
    private PhoneNumber phone2;
    private PhoneNumber phone3;
    private PhoneNumber fax;
    private final Map<String, Boolean> held = new HashMap<>();

    /** The form of a contact that is to be changed; of the addresses the one that waits to be proved, if any. */
    public static ContactForm of(ContactPerson contact) {
        ContactForm form = new ContactForm();
        ContactDetails details = contact.getDetails();
        form.name = details.name();
        form.email = contact.getAwaited() == null ? details.email() : contact.getAwaited();
        form.phone1 = phone(details.phones(), 0);
        form.phone2 = phone(details.phones(), 1);
        form.phone3 = phone(details.phones(), 2);
        form.fax = details.fax();
        contact.getRoles().forEach(role -> form.held.put(role, true));
        return form;
    }

    private static PhoneNumber phone(List<PhoneNumber> phones, int index) {
        return index < phones.size() ? phones.get(index) : null;
    }

    /** What was typed; a number given twice counts once. */
    public ContactDetails details() {
        List<PhoneNumber> phones = Stream.of(phone1, phone2, phone3)
                .filter(phone -> phone != null)
                .distinct()
                .toList();
        return new ContactDetails(name, email, phones, fax);
    }

    /** Codes of the roles ticked. */
    public Set<String> roles() {
        return held.entrySet().stream()
                .filter(role -> Boolean.TRUE.equals(role.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** By code of the role whether the contact holds it; written by the page. */
    public Map<String, Boolean> getHeld() {
        return held;
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
