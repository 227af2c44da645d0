package net.korax.ams.web.customer;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactRole;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.EmailState;
import net.korax.ams.web.support.ContactForm;
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
    private boolean proofWanted;
    private ContactForm form = new ContactForm();

    /** Reads the contact that the address names; called once, when the page is opened. */
    public void load() {
        if (id == null) {
            return;
        }
        contactId = ObjectId.of(id);
        ContactPerson contact = contacts.get(contactId);
        version = contact.getVersion();
        proofWanted = contact.getAwaited() != null || contact.getEmailState() != EmailState.VERIFIED;
        form = ContactForm.of(contact);
    }

    public String save() {
        String name = form.getName().value();
        if (contactId == null) {
            contacts.add(form.details(), form.roles());
            Notices.done("customer", "contact.added", name);
        } else {
            contacts.change(contactId, version, form.details(), form.roles());
            Notices.done("customer", "contact.changed", name);
        }
        return LIST;
    }

    public String remove() {
        contacts.remove(contactId);
        Notices.done("customer", "contact.removed", form.getName().value());
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
        return proofWanted;
    }

    public List<ContactRole> getRoles() {
        return contacts.roles();
    }

    public ContactForm getForm() {
        return form;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
