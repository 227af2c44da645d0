package net.korax.ams.web.staff;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.contact.ContactRole;
import net.korax.ams.contact.ContactService;
import net.korax.ams.identity.StaffService;
import net.korax.ams.web.support.ContactForm;
import net.korax.ams.web.support.HolderForm;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** Doing what a customer asked for about a contact or the holder, once, under the record of it (P22). */
@Named("staffAct")
@ViewScoped
public class ActPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient AssistedContactService assisted;

    @Inject
    private transient ContactService contacts;

    @Inject
    private transient AccountSearchService accounts;

    @Inject
    private transient StaffService staff;

    private String id;
    private UUID requestId;
    private UUID accountId;
    private long version;
    private boolean seen;
    private ContactForm form = new ContactForm();
    private HolderForm holder = new HolderForm();
    private transient ContactRequest request;
    private transient FoundAccount account;

    /** Reads the request that the address names, and the contact as long as the request allows it; called once. */
    public void load() {
        requestId = ObjectId.of(id);
        accountId = getRequest().getAccountId();
        if (getRequest().isLive() && isAboutHolder()) {
            holder = HolderForm.of(assisted.showHolder(requestId));
        } else if (getRequest().isLive() && !isAdding()) {
            ContactPerson contact = assisted.show(requestId);
            version = contact.getVersion();
            form = ContactForm.of(contact);
        }
        seen = true;
    }

    public String add() {
        assisted.add(requestId, form.details(), form.roles());
        return done("act.done.ADD");
    }

    public String change() {
        assisted.change(requestId, version, form.details(), form.roles());
        return done("act.done.EDIT");
    }

    public String changeHolder() {
        assisted.changeHolder(requestId, holder.details(isAddressed()));
        return done("act.done.HOLDER");
    }

    public String remove() {
        assisted.remove(requestId);
        return done("act.done.REMOVE");
    }

    private String done(String key) {
        Notices.done("staff", key);
        return "/staff/account.xhtml?faces-redirect=true&id=" + accountId;
    }

    /** Whether there is something to be done: not once the request is used, nor when it was too early to look again. */
    public boolean isOpen() {
        return seen && getRequest().isLive();
    }

    /** The request as it stands now. */
    public ContactRequest getRequest() {
        if (request == null) {
            request = assisted.request(requestId);
        }
        return request;
    }

    public boolean isAdding() {
        return getRequest().getOperation() == ContactRequest.Operation.ADD;
    }

    public boolean isAboutHolder() {
        return getRequest().getOperation() == ContactRequest.Operation.HOLDER;
    }

    /** Whether this kind of account asks for address and phone of its holder. */
    public boolean isAddressed() {
        return getAccount().service().asksForAddress(getAccount().kind());
    }

    public boolean isRemoving() {
        return getRequest().getOperation() == ContactRequest.Operation.REMOVE;
    }

    public FoundAccount getAccount() {
        if (account == null) {
            account = accounts.get(accountId);
        }
        return account;
    }

    public String getRecordedBy() {
        return staff.number(getRequest().getRecordedBy());
    }

    public List<ContactRole> getRoles() {
        return contacts.roles();
    }

    public HolderForm getHolder() {
        return holder;
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
