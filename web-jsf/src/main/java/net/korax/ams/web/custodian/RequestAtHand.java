package net.korax.ams.web.custodian;

import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.Channel;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.charge.Posting;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;
import net.korax.ams.web.support.Texts;

/**
 * A request about a card that a custodian works off (P19): whose it is, how it came, where it stands. Money is typed first, and moved only
 * when the page has named it once more.
 */
public abstract class RequestAtHand implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient CardRequestService requests;

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

    /** Reads the request that the address names; called once, when the page is opened. */
    public void load() {
        requestId = ObjectId.of(id);
        typedAmount = Formats.amountForTyping(getRequest().getCeiling());
    }

    /** Reads the amount; when the request allows it, the page asks once more before any money moves. */
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

    /** The last yes was not given. */
    public void dismiss() {
        amount = null;
    }

    /** The amount that the last yes was given to; it waits no longer. */
    Money agreed() {
        Money named = amount;
        amount = null;
        return named;
    }

    UUID requestId() {
        return requestId;
    }

    /** The request as it stands when this is first asked. */
    public CardRequest getRequest() {
        if (request == null) {
            request = requests.get(requestId);
        }
        return request;
    }

    /** The request as it stands now. */
    CardRequest readAnew() {
        request = null;
        return getRequest();
    }

    /** Where the request stands: an open one that has grown too old is {@code EXPIRED}. */
    public String getState() {
        boolean tooOld = getRequest().getState() == CardRequest.State.OPEN
                && !getRequest().isLive();
        return tooOld ? "EXPIRED" : getRequest().getState().name();
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

    /** Why the bank declined, in words: those of a code that is known, else that it gave another reason; null when it did not decline. */
    static String declined(Set<String> known, Posting posting) {
        String code = posting.getDeclineCode();
        return posting.getState() == Posting.State.DECLINED
                ? Texts.get("staff", "decline." + (known.contains(code) ? code : "other"))
                : null;
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
