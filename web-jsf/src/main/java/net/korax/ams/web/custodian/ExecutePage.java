package net.korax.ams.web.custodian;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.Channel;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.CustodyService;
import net.korax.ams.card.Expiry;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;
import net.korax.ams.web.support.Texts;

/**
 * Carrying out one request about a card (P19). A charge is named with amount and card before it is made, and what became of it is
 * read from the books: whoever opens the page of a used request again sees the receipt and can't charge twice.
 */
@Named("custodianExecute")
@ViewScoped
public class ExecutePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String QUEUE = "/custodian/queue.xhtml?faces-redirect=true";
    private static final Set<String> DECLINES =
            Set.of("generic_decline", "insufficient_funds", "never_processed", "card_damaged");

    @Inject
    private transient CardRequestService requests;

    @Inject
    private transient CustodyService custody;

    @Inject
    private transient ChargeService charges;

    @Inject
    private transient AccountSearchService accounts;

    @Inject
    private transient StaffService staff;

    @Inject
    private transient Refusals refusals;

    private String id;
    private UUID requestId;
    private String typedAmount;
    private Money amount;
    private Expiry expiry;
    private CardholderName holder;
    private transient CardRequest request;
    private transient Card card;
    private transient Charge charge;

    /** Reads the request that the address names; called once, when the page is opened. */
    public void load() {
        requestId = ObjectId.of(id);
        typedAmount = Formats.amountForTyping(getRequest().getCeiling());
        expiry = getCard() == null ? null : getCard().getExpiry();
    }

    /** Reads the amount; when the request allows it, the page asks once more before the card is charged. */
    public void ask() {
        amount = null;
        try {
            Money typed = Money.parse(typedAmount, getRequest().getCeiling().currency());
            getRequest().checkAmount(typed);
            amount = typed;
        } catch (Refused refused) {
            refusals.show(refused, "amount");
        }
    }

    /** Charges the amount that was named; the page of the used request is the receipt, whoever has used it. */
    public String charge() {
        Money named = amount;
        amount = null;
        try {
            charges.charge(requestId, named);
        } catch (Refused refused) {
            request = null;
            if (getRequest().isLive()) {
                throw refused;
            }
            Notices.problem("refused", "refused." + refused.code());
        }
        return "/custodian/execute.xhtml?faces-redirect=true&request=" + requestId;
    }

    /** The last yes was not given. */
    public void dismiss() {
        amount = null;
    }

    public String add() {
        custody.add(requestId, expiry, holder);
        return done();
    }

    public String edit() {
        custody.edit(requestId, expiry, holder);
        return done();
    }

    public String delete() {
        custody.delete(requestId);
        return done();
    }

    private String done() {
        Notices.done("staff", "execute.done." + getRequest().getOperation());
        return QUEUE;
    }

    /** The request as it stands now. */
    public CardRequest getRequest() {
        if (request == null) {
            request = requests.get(requestId);
        }
        return request;
    }

    /** Where the request stands: an open one that has grown too old is {@code EXPIRED}. */
    public String getState() {
        boolean tooOld = getRequest().getState() == CardRequest.State.OPEN
                && !getRequest().isLive();
        return tooOld ? "EXPIRED" : getRequest().getState().name();
    }

    /** The card concerned, without number and holder; null when there is none yet, or none any more. */
    public Card getCard() {
        if (card == null) {
            card = requests.cardOf(requestId);
        }
        return card;
    }

    /** The charge that used this request up; null when it has not been used for one. */
    public Charge getCharge() {
        if (charge == null) {
            charge = charges.ofAccount(getRequest().getAccountId()).stream()
                    .filter(any -> any.getRequestId().equals(requestId))
                    .findFirst()
                    .orElse(null);
        }
        return charge;
    }

    /** Why the charge was declined, in words. */
    public String reason(Charge charge) {
        String code = charge.getDeclineCode();
        return Texts.get("staff", "decline." + (DECLINES.contains(code) ? code : "other"));
    }

    /** The account's number; a dash when the account was closed meanwhile. */
    public String getNumber() {
        UUID account = getRequest().getAccountId();
        return accounts.numbers(Set.of(account)).getOrDefault(account, "–");
    }

    /** Number of the member of staff who recorded the request; null when the customer made it himself. */
    public String getRecordedBy() {
        return getRequest().getChannel() == Channel.PORTAL
                ? null
                : staff.number(getRequest().getMadeBy());
    }

    /** The amount that waits for a last yes; null when none does. */
    public Money getAmount() {
        return amount;
    }

    public String getTypedAmount() {
        return typedAmount;
    }

    public void setTypedAmount(String typedAmount) {
        this.typedAmount = typedAmount;
    }

    public Expiry getExpiry() {
        return expiry;
    }

    public void setExpiry(Expiry expiry) {
        this.expiry = expiry;
    }

    public CardholderName getHolder() {
        return holder;
    }

    public void setHolder(CardholderName holder) {
        this.holder = holder;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
