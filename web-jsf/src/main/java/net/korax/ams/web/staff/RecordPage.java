package net.korax.ams.web.staff;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.charge.Posting;
import net.korax.ams.charge.ReversalService;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.AssistedContactService.MaskedContact;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.contact.ContactService;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Money;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Preferences;
import net.korax.ams.web.support.Refusals;

/** Recording what a customer asked for by phone, letter, fax, e-mail or in person (P22). */
@Named("staffRecord")
@ViewScoped
public class RecordPage implements Serializable {

    /** What customers ask for. */
    public enum Wish {
        CONTACT_ADD(ContactRequest.Operation.ADD, null),
        CONTACT_EDIT(ContactRequest.Operation.EDIT, null),
        CONTACT_REMOVE(ContactRequest.Operation.REMOVE, null),
        HOLDER_EDIT(ContactRequest.Operation.HOLDER, null),
        CARD_ADD(null, CardRequest.Operation.ADD),
        CARD_EDIT(null, CardRequest.Operation.EDIT),
        CARD_DELETE(null, CardRequest.Operation.DELETE),
        CARD_CHARGE(null, CardRequest.Operation.CHARGE),
        REFUND(null, CardRequest.Operation.REFUND);

        private final ContactRequest.Operation contact;
        private final CardRequest.Operation card;

        Wish(ContactRequest.Operation contact, CardRequest.Operation card) {
            this.contact = contact;
            this.card = card;
        }

        boolean isAboutCard() {
            return card != null;
        }
    }

    private static final long serialVersionUID = 1L;

    /** The currency of the house, in which the catalogue has its prices. */
    private static final Currency CURRENCY = Currency.getInstance("EUR");

    @Inject
    private transient AccountSearchService accounts;

    @Inject
    private transient AssistedContactService assisted;

    @Inject
    private transient CardRequestService cardRequests;

    @Inject
    private transient ChargeService charges;

    @Inject
    private transient ReversalService reversals;

    @Inject
    private transient ContactService contactRoles;

    @Inject
    private transient Preferences preferences;

    @Inject
    private transient Refusals refusals;

    private String account;
    private UUID accountId;
    private Wish wish;
    private String contact;
    private String card;
    private String charge;
    private String ceiling;
    private Channel channel;
    private IdentityCheck identity;
    private transient FoundAccount found;

    /** Finds the account that the address names; called once, when the page is opened. */
    public void load() {
        accountId = ObjectId.of(account);
        getFound();
    }

    public String save() {
        return wish.isAboutCard() ? saveAboutCard() : saveAboutContact();
    }

    private String saveAboutContact() {
        UUID concerned = isContactWanted() ? ObjectId.of(contact) : null;
        UUID request = assisted.record(accountId, concerned, wish.contact, channel, identity);
        Notices.done("staff", "record.done.contact");
        return "/staff/act.xhtml?faces-redirect=true&request=" + request;
    }

    private String saveAboutCard() {
        Money most = null;
        if (isCeilingWanted()) {
            try {
                most = Money.parse(ceiling, CURRENCY);
                if (most.isZero()) {
                    throw new InvalidValue("money.zero");
                }
            } catch (InvalidValue refused) {
                refusals.show(refused, "ceiling");
                return null;
            }
        }
        if (wish == Wish.REFUND) {
            reversals.record(ObjectId.of(charge), most, channel, identity);
        } else {
            UUID concerned = isCardWanted() ? ObjectId.of(card) : null;
            cardRequests.record(accountId, concerned, wish.card, most, channel, identity);
        }
        Notices.done("staff", "record.done.card");
        return "/staff/account.xhtml?faces-redirect=true&id=" + accountId;
    }

    /** What may be asked of this account: nothing about cards of a free service, nothing about a card where there is none. */
    public List<Wish> getWishes() {
        boolean takesCards = getFound().service().takesCards();
        boolean hasCards = takesCards && !getCards().isEmpty();
        return Arrays.stream(Wish.values())
                .filter(any -> switch (any) {
                    case CARD_ADD -> takesCards;
                    case REFUND -> takesCards && !getCharges().isEmpty();
                    default -> !any.isAboutCard() || hasCards;
                })
                .toList();
    }

    public boolean isContactWanted() {
        return wish == Wish.CONTACT_EDIT || wish == Wish.CONTACT_REMOVE;
    }

    public boolean isCardWanted() {
        return wish == Wish.CARD_EDIT || wish == Wish.CARD_DELETE || wish == Wish.CARD_CHARGE;
    }

    public boolean isCeilingWanted() {
        return wish == Wish.CARD_CHARGE || wish == Wish.REFUND;
    }

    public boolean isChargeWanted() {
        return wish == Wish.REFUND;
    }

    /** Charges that were approved. */
    public List<Charge> getCharges() {
        return charges.ofAccount(accountId).stream()
                .filter(any -> any.getState() == Posting.State.APPROVED)
                .toList();
    }

    /** What tells charges apart: when, how much. */
    public String name(Charge any) {
        return Formats.moment(any.getIntendedAt()) + ", " + Formats.amount(any.getAmount());
    }

    /** Every way but the portal, in which the customer needs nobody. */
    public List<Channel> getChannels() {
        return Arrays.stream(Channel.values())
                .filter(any -> any != Channel.PORTAL)
                .toList();
    }

    public List<IdentityCheck> getIdentityChecks() {
        return Arrays.stream(IdentityCheck.values())
                .filter(any -> any != IdentityCheck.SIGNED_IN)
                .toList();
    }

    public FoundAccount getFound() {
        if (found == null) {
            found = accounts.get(accountId);
        }
        return found;
    }

    public List<MaskedContact> getContacts() {
        return assisted.list(accountId);
    }

    /** What tells contacts apart who are shown by their first letters: their roles. */
    public String name(MaskedContact any) {
        String roles = contactRoles.roles().stream()
                .filter(role -> any.roles().contains(role.getCode()))
                .map(role -> role.name(preferences.getLanguage()))
                .collect(Collectors.joining(", "));
        return roles.isEmpty() ? any.name() : any.name() + " (" + roles + ")";
    }

    public List<Card> getCards() {
        return cardRequests.cardsOf(accountId);
    }

    public String getCurrency() {
        return CURRENCY.getCurrencyCode();
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public Wish getWish() {
        return wish;
    }

    public void setWish(Wish wish) {
        this.wish = wish;
    }

    public String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    public String getCard() {
        return card;
    }

    public void setCard(String card) {
        this.card = card;
    }

    public String getCharge() {
        return charge;
    }

    public void setCharge(String charge) {
        this.charge = charge;
    }

    public String getCeiling() {
        return ceiling;
    }

    public void setCeiling(String ceiling) {
        this.ceiling = ceiling;
    }

    public Channel getChannel() {
        return channel;
    }

    public void setChannel(Channel channel) {
        this.channel = channel;
    }

    public IdentityCheck getIdentity() {
        return identity;
    }

    public void setIdentity(IdentityCheck identity) {
        this.identity = identity;
    }
}
