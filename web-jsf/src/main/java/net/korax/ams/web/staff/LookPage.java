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
import net.korax.ams.contact.AssistedContactService.MaskedContact;
import net.korax.ams.contact.LookService;
import net.korax.ams.person.PersonalField;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.ObjectId;

/** Looking at one personal field of a holder or a contact, for a reason (P02). What is shown is in this one answer and kept nowhere. */
@Named("staffLook")
@ViewScoped
public class LookPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final List<PersonalField> OF_CONTACT =
            List.of(PersonalField.NAME, PersonalField.EMAIL, PersonalField.PHONE, PersonalField.FAX);
    private static final List<PersonalField> OF_HOLDER =
            List.of(PersonalField.NAME, PersonalField.PHONE, PersonalField.ADDRESS);

    @Inject
    private transient LookService looks;

    @Inject
    private transient AccountSearchService accounts;

    @Inject
    private transient AssistedContactService assisted;

    private final LookForm why = new LookForm();
    private String account;
    private String contact;
    private PersonalField field;
    private transient boolean looked;
    private transient String shown;
    private transient FoundAccount found;

    /** Finds whom the address names; called once, when the page is opened. */
    public void load() {
        getFound();
        getWhose();
    }

    public void look() {
        UUID accountId = ObjectId.of(account);
        shown = contact == null
                ? looks.holder(accountId, field, why.ground())
                : looks.contact(accountId, ObjectId.of(contact), field, why.ground());
        looked = true;
    }

    /** By the first letters of the name. */
    public String getWhose() {
        if (contact == null) {
            return getFound().holder();
        }
        UUID wanted = ObjectId.of(contact);
        return assisted.list(ObjectId.of(account)).stream()
                .filter(any -> any.id().equals(wanted))
                .findFirst()
                .map(MaskedContact::name)
                .orElseThrow(NotFound::new);
    }

    public List<PersonalField> getFields() {
        return contact == null ? OF_HOLDER : OF_CONTACT;
    }

    public FoundAccount getFound() {
        if (found == null) {
            found = accounts.get(ObjectId.of(account));
        }
        return found;
    }

    /** Whether something was looked at in this request. */
    public boolean isLooked() {
        return looked;
    }

    /** What was looked at; null when there is nothing. */
    public String getShown() {
        return shown;
    }

    public LookForm getWhy() {
        return why;
    }

    public PersonalField getField() {
        return field;
    }

    public void setField(PersonalField field) {
        this.field = field;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }
}
