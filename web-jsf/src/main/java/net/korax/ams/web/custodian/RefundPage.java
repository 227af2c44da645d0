package net.korax.ams.web.custodian;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.Reversal;
import net.korax.ams.charge.ReversalService;

/**
 * Giving money back under one request (P19): cancelling the charge while it is not settled, or refunding some or all of it. What
 * became of it is read from the books, so that the page of a used request is its receipt.
 */
@Named("custodianRefund")
@ViewScoped
public class RefundPage extends RequestAtHand {

    private static final long serialVersionUID = 1L;
    private static final Set<String> DECLINES = Set.of("already_settled", "charge_already_refunded", "never_processed");

    @Inject
    private transient ReversalService reversals;

    private transient Charge charge;
    private transient Reversal reversal;

    @Override
    public void load() {
        super.load();
        getCharge();
    }

    /** Refunds the amount that was named. */
    public String refund() {
        reversals.refund(requestId(), agreed());
        return receipt();
    }

    /** Cancels the charge as a whole. */
    public String cancel() {
        reversals.cancel(requestId());
        return receipt();
    }

    private String receipt() {
        return "/custodian/refund.xhtml?faces-redirect=true&request=" + requestId();
    }

    /** Whether the request allows the whole charge to be given back, so that it may be cancelled. */
    public boolean isWhole() {
        return getRequest().getCeiling().equals(getCharge().getAmount());
    }

    /** The charge that is to be given back. */
    public Charge getCharge() {
        if (charge == null) {
            charge = reversals.chargeOf(requestId());
        }
        return charge;
    }

    /** The reversal that used this request up; null when it has not been used. */
    public Reversal getReversal() {
        if (reversal == null) {
            reversal = reversals.ofAccount(getRequest().getAccountId()).stream()
                    .filter(any -> any.getRequestId().equals(requestId()))
                    .findFirst()
                    .orElse(null);
        }
        return reversal;
    }

    /** Why the bank declined, in words; null when it did not. */
    public String getReason() {
        return declined(DECLINES, getReversal());
    }
}
