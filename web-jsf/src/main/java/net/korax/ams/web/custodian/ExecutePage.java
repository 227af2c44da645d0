package net.korax.ams.web.custodian;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.CustodyService;
import net.korax.ams.card.Expiry;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;

/**
 * Carrying out one request about a card (P19). A charge is named with amount and card before it is made, and what became of it is
 * read from the books: whoever opens the page of a used request again sees the receipt and can't charge twice.
 */
@Named("custodianExecute")
@ViewScoped
public class ExecutePage extends RequestAtHand {

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

    private Expiry expiry;
    private CardholderName holder;
    private transient Card card;
    private transient Charge charge;

    @Override
    public void load() {
        super.load();
        expiry = getCard() == null ? null : getCard().getExpiry();
    }

    /** Charges the amount that was named; the page of the used request is the receipt, whoever has used it. */
    public String charge() {
        try {
            charges.charge(requestId(), agreed());
        } catch (Refused refused) {
            if (readAnew().isLive()) {
                throw refused;
            }
            Notices.problem("refused", "refused." + refused.code());
        }
        return "/custodian/execute.xhtml?faces-redirect=true&request=" + requestId();
    }

    public String add() {
        custody.add(requestId(), expiry, holder);
        return done();
    }

    public String edit() {
        custody.edit(requestId(), expiry, holder);
        return done();
    }

    public String delete() {
        custody.delete(requestId());
        return done();
    }

    private String done() {
        Notices.done("staff", "execute.done." + getRequest().getOperation());
        return QUEUE;
    }

    /** The card concerned, without number and holder; null when there is none yet, or none any more. */
    public Card getCard() {
        if (card == null) {
            card = requests.cardOf(requestId());
        }
        return card;
    }

    /** The charge that used this request up; null when it has not been used for one. */
    public Charge getCharge() {
        if (charge == null) {
            charge = charges.ofAccount(getRequest().getAccountId()).stream()
                    .filter(any -> any.getRequestId().equals(requestId()))
                    .findFirst()
                    .orElse(null);
        }
        return charge;
    }

    /** Why the charge was declined, in words; null when it was not. */
    public String getReason() {
        return declined(DECLINES, getCharge());
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
}
