package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;

/**
 * Turns a customer's request into the right to do one thing with one card, once. The request is locked, checked and used up in
 * the caller's transaction: if the use fails, the request is open again; if it succeeds, nobody can use it twice. Every refusal
 * leaves an event (P19).
 */
@Dependent
public class Grants {

    @Inject
    private CardRepository cards;

    @Inject
    private Cards changes;

    @Inject
    private Custody custody;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /** Uses a request up for one operation by the calling member of staff. */
    CardRequest take(UUID requestId, CardRequest.Operation operation) {
        CardRequest request = cards.lockRequest(requestId);
        cards.lock(request.getAccountId());
        try {
            request.use(operation, caller.userId());
        } catch (Refused refusal) {
            refusals.refused(caller.actor(), "card-request.use", request.getAccountId(), request.getCardId());
            throw refusal;
        }
        return request;
    }

    /**
     * Uses a request up for a charge and writes its ledger line; to be called in the transaction that writes the charge.
     *
     * @throws Refused {@code card.expired} and what {@link CardRequest#use} and {@link CardRequest#checkCharge} refuse
     */
    @Transactional
    public CardRequest takeForCharge(UUID requestId, Money amount, String staffNumber) {
        CardRequest request = take(requestId, CardRequest.Operation.CHARGE);
        try {
            request.checkCharge(amount);
        } catch (Refused refusal) {
            refusals.refused(caller.actor(), "card.charge", request.getAccountId(), request.getCardId());
            throw refusal;
        }
        if (cards.get(request.getAccountId(), request.getCardId()).isExpired()) {
            throw new Refused("card.expired");
        }
        changes.rememberCharge(request, caller.actor(), staffNumber);
        return request;
    }

    /** Presents the card of a charge to the gateway; no transaction may be open. */
    public GatewayAnswer present(UUID accountId, UUID cardId, Money amount, String merchantReference) {
        return custody.charge(cards.get(accountId, cardId), amount, merchantReference);
    }

    /** Asks the gateway what became of a charge. */
    public GatewayAnswer ask(String merchantReference) {
        return custody.ask(merchantReference);
    }
}
