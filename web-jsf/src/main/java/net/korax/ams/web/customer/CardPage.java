package net.korax.ams.web.customer;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** One stored card: expiry, holder and billing contact changed, the number replaced, made the default, deleted for good (P15). */
@Named("customerCard")
@ViewScoped
public class CardPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LIST = "/customer/cards.xhtml?faces-redirect=true";

    @Inject
    private transient CardService cards;

    @Inject
    private transient ContactService contacts;

    private String id;
    private UUID cardId;
    private long version;
    private Expiry expiry;
    private Expiry newExpiry;
    private CardholderName holder;
    private String billingContact;
    private boolean sealed;
    private transient Card card;

    /** Reads the card that the address names; called once, when the page is opened. */
    public void load() {
        cardId = ObjectId.of(id);
        sealed = cards.isSealed();
        version = getCard().getVersion();
        expiry = getCard().getExpiry();
        holder = getCard().getHolder();
        UUID contact = getCard().getBillingContact();
        billingContact = contact == null ? null : contact.toString();
    }

    public String save() {
        cards.change(cardId, version, expiry, holder, billingContact == null ? null : ObjectId.of(billingContact));
        Notices.done("customer", "card.changed");
        return LIST;
    }

    /** The new number is on its way in custody already; here its expiry comes along. */
    public String replaceNumber() {
        cards.replaceNumber(cardId, version, newExpiry);
        Notices.done("customer", "card.replaced");
        return LIST;
    }

    public String makeDefault() {
        cards.makeDefault(cardId);
        Notices.done("customer", "card.made-default");
        return LIST;
    }

    public String delete() {
        cards.delete(cardId);
        Notices.done("customer", "card.deleted-now");
        return LIST;
    }

    /** The card as it is stored now. */
    public Card getCard() {
        if (card == null) {
            card = cards.get(cardId);
        }
        return card;
    }

    /** Whether custody was sealed when the page was opened: the card can be deleted then, and not changed. */
    public boolean isSealed() {
        return sealed;
    }

    public List<ContactPerson> getContacts() {
        return contacts.list();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Expiry getExpiry() {
        return expiry;
    }

    public void setExpiry(Expiry expiry) {
        this.expiry = expiry;
    }

    public Expiry getNewExpiry() {
        return newExpiry;
    }

    public void setNewExpiry(Expiry newExpiry) {
        this.newExpiry = newExpiry;
    }

    public CardholderName getHolder() {
        return holder;
    }

    public void setHolder(CardholderName holder) {
        this.holder = holder;
    }

    public String getBillingContact() {
        return billingContact;
    }

    public void setBillingContact(String billingContact) {
        this.billingContact = billingContact;
    }
}
