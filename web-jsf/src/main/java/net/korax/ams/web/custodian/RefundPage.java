package net.korax.ams.web.custodian;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.Channel;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.Reversal;
import net.korax.ams.charge.ReversalService;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;
import net.korax.ams.web.support.Texts;

/**
 * Giving money back under one request (P19): cancelling the charge while it is not settled, or refunding some or all of it. What
 * became of it is read from the books, so that the page of a used request is its receipt.
 */
@Named("custodianRefund")
@ViewScoped
public class RefundPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Set<String> DECLINES = Set.of("already_settled", "charge_already_refunded", "never_processed");

    @Inject
    private transient CardRequestService requests;

    @Inject
    private transient ReversalService reversals;

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
    private transient CardRequest request;
    private transient Charge charge;
    private transient Reversal reversal;

    /** Reads the request that the address names; called once, when the page is opened. */
    public void load() {
        requestId = ObjectId.of(id);
        getCharge();
        typedAmount = Formats.amountForTyping(getRequest().getCeiling());
    }

    /** Reads the amount; when the request allows it, the page asks once more before it is given back. */
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

    /** Refunds the amount that was named. */
    public String refund() {
        Money named = amount;
        amount = null;
        reversals.refund(requestId, named);
        return receipt();
    }

    /** The last yes was not given. */
    public void dismiss() {
        amount = null;
    }

    /** Cancels the charge as a whole. */
    public String cancel() {
        reversals.cancel(requestId);
        return receipt();
    }

    private String receipt() {
        return "/custodian/refund.xhtml?faces-redirect=true&request=" + requestId;
    }

    /** Whether the request allows the whole charge to be given back, so that it may be cancelled. */
    public boolean isWhole() {
        return getRequest().getCeiling().equals(getCharge().getAmount());
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

    /** The charge that is to be given back. */
    public Charge getCharge() {
        if (charge == null) {
            charge = reversals.chargeOf(requestId);
        }
        return charge;
    }

    /** The reversal that used this request up; null when it has not been used. */
    public Reversal getReversal() {
        if (reversal == null) {
            reversal = reversals.ofAccount(getRequest().getAccountId()).stream()
                    .filter(any -> any.getRequestId().equals(requestId))
                    .findFirst()
                    .orElse(null);
        }
        return reversal;
    }

    /** Why the bank declined, in words. */
    public String getReason() {
        String code = getReversal().getDeclineCode();
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

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
