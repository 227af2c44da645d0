package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.LiveTrust;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;
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
    private AuditTrail trail;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    @Inject
    private LiveTrust trust;

    /**
     * Uses a request up for one operation by the calling custodian, who is trusted still when every lock has been waited for.
     *
     * @throws Refused {@code trail.closed}, {@code trust.ended}, {@code account.closing} and what {@link CardRequest#use} refuses
     */
    CardRequest take(UUID requestId, CardRequest.Operation operation) {
        trail.requireOpen(cards.store());
        CardRequest request = find(requestId);
        try {
            cards.lock(request.getAccountId());
            request.use(operation, caller.userId());
            requireOwnCard(request);
        } catch (Refused refusal) {
            refused("card-request.use", request);
            throw refusal;
        }
        trust.require(request.getAccountId(), requestId);
        return request;
    }

    /**
     * Uses a request up for a charge and writes its ledger line; to be called in the transaction that writes the charge.
     *
     * @throws Refused {@code card.expired} and what {@link CardRequest#use} and {@link CardRequest#checkAmount} refuse
     */
    @Transactional
    public CardRequest takeForCharge(UUID requestId, Money amount, String staffNumber) {
        CardRequest request = take(requestId, CardRequest.Operation.CHARGE);
        checkCeiling(request, amount, "card.charge");
        if (cards.get(request.getAccountId(), request.getCardId()).isExpired()) {
            refused("card.charge", request);
            throw new Refused("card.expired");
        }
        changes.rememberCharge(request, caller.actor(), staffNumber);
        return request;
    }

    /**
     * Uses a request up for giving money back and writes its ledger line; to be called in the transaction that writes the reversal.
     *
     * @param done {@link CustodyEntry.Operation#REFUNDED} or {@link CustodyEntry.Operation#VOIDED}
     * @throws Refused {@code request.ceiling-exceeded} and what {@link CardRequest#use} refuses
     */
    @Transactional
    public CardRequest takeForReversal(UUID requestId, Money amount, CustodyEntry.Operation done, String staffNumber) {
        CardRequest request = take(requestId, CardRequest.Operation.REFUND);
        checkCeiling(request, amount, "charge.reverse");
        changes.rememberReversal(request, done, caller.actor(), staffNumber);
        return request;
    }

    /**
     * Makes the request to give money back; the account's row is locked, so that a charge has one open request of this kind.
     *
     * @throws Refused {@code request.refund-open}, {@code request.not-by-portal}
     */
    @Transactional
    public UUID request(RefundWish wish, Channel channel, IdentityCheck check) {
        CardRequest.checkWay(channel, check);
        cards.lock(wish.accountId());
        cards.expireRefund(wish.chargeId());
        CardRequest request = CardRequest.refund(wish, channel, check, caller.userId());
        cards.store().persist(request);
        trail.record(
                cards.store(),
                AuditEntry.done(caller.actor(), "card-request.refund", wish.accountId(), wish.chargeId())
                        .under(request.getId()));
        return request.getId();
    }

    /** The charge that a request wants given back. */
    @Transactional
    public UUID chargeOf(UUID requestId) {
        return cards.request(requestId).getChargeId();
    }

    /** A request for a card is for one of its own account, whoever wrote it; giving money back needs no card. */
    private void requireOwnCard(CardRequest request) {
        if (request.getCardId() != null && request.getChargeId() == null) {
            cards.get(request.getAccountId(), request.getCardId());
        }
    }

    private void checkCeiling(CardRequest request, Money amount, String operation) {
        try {
            request.checkAmount(amount);
        } catch (Refused refusal) {
            refused(operation, request);
            throw refusal;
        }
    }

    private CardRequest find(UUID requestId) {
        try {
            return cards.lockRequest(requestId);
        } catch (NotFound refusal) {
            refusals.refused(caller.actor(), "card-request.use", null, requestId);
            throw refusal;
        }
    }

    private void refused(String operation, CardRequest request) {
        refusals.refused(caller.actor(), operation, request.getAccountId(), request.getCardId());
    }
}
