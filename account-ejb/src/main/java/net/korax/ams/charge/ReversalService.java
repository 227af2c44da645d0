package net.korax.ams.charge;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.card.Acquirer;
import net.korax.ams.card.GatewayAnswer;
import net.korax.ams.card.Grants;
import net.korax.ams.card.RefundWish;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * Giving money back, under a request of the customer as every use of a card (P19): he asks for it in the portal or staff record
 * that he did; a custodian then cancels the charge while it is not settled, or refunds some or all of it. The card is not needed,
 * it may have been deleted since. As with a charge, the intent is committed before the gateway hears of it.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReversalService {

    @Inject
    private Charges charges;

    @Inject
    private Grants grants;

    @Inject
    private Acquirer acquirer;

    @Inject
    private Outcomes outcomes;

    @Inject
    private Users users;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /**
     * Asks for the caller's own charge back, as much of it as is left.
     *
     * @return id of the request
     * @throws NotFound when the caller has no such charge; trying leaves an event (P09)
     * @throws Refused {@code reversal.not-charged}, {@code reversal.nothing-left}, {@code request.refund-open}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public UUID ask(UUID chargeId) {
        UUID account = caller.accountId();
        try {
            Charge charge = charges.get(account, chargeId);
            return request(charge, charges.left(charge), Channel.PORTAL, IdentityCheck.SIGNED_IN);
        } catch (NotFound foreign) {
            refusals.refused(caller.actor(), "charge.ask-back", account, chargeId);
            throw foreign;
        }
    }

    /**
     * Records that the customer asked for a charge back by another way than the portal (P22).
     *
     * @param ceiling the most that may be given back, not more than is left of the charge
     */
    @RolesAllowed(Roles.STAFF)
    public UUID record(UUID chargeId, Money ceiling, Channel channel, IdentityCheck identityCheck) {
        if (channel == Channel.PORTAL) {
            throw new Refused("request.not-by-portal");
        }
        Charge charge = charges.get(null, chargeId);
        if (ceiling.exceeds(charges.left(charge))) {
            throw new Refused("reversal.too-much");
        }
        return request(charge, ceiling, channel, identityCheck);
    }

    private UUID request(Charge charge, Money ceiling, Channel channel, IdentityCheck check) {
        if (charge.getState() != Posting.State.APPROVED) {
            throw new Refused("reversal.not-charged");
        }
        if (ceiling.isZero()) {
            throw new Refused("reversal.nothing-left");
        }
        RefundWish wish = new RefundWish(charge.getAccountId(), charge.getId(), charge.getCardId(), ceiling);
        return grants.request(wish, channel, check);
    }

    /**
     * Refunds some or all of the charge of a request, once.
     *
     * @return the refund: approved, declined, or unknown and being asked for
     * @throws Refused {@code request.*}, {@code reversal.*} when it is not allowed; nothing was sent then
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public Reversal refund(UUID requestId, Money amount) {
        acquirer.checkGivesBack();
        Reversal refund =
                charges.intendReversal(requestId, Reversal.Kind.REFUND, amount, users.staffNumber(caller.userId()));
        Charge charge = charges.get(refund.getAccountId(), refund.getChargeId());
        GatewayAnswer answer =
                acquirer.refund(charge.getGatewayReference(), refund.getAmount(), refund.getMerchantReference());
        return outcomes.take(refund, charge, answer, caller.actor());
    }

    /**
     * Cancels the whole charge of a request before it is settled. Declined with {@code already_settled} when it is too late; then
     * the customer's money comes back by a refund, under a new request.
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public Reversal cancel(UUID requestId) {
        acquirer.checkGivesBack();
        Charge charge = wanted(requestId);
        Reversal cancelled = charges.intendReversal(
                requestId, Reversal.Kind.VOID, charge.getAmount(), users.staffNumber(caller.userId()));
        GatewayAnswer answer = acquirer.cancel(charge.getGatewayReference(), cancelled.getMerchantReference());
        return outcomes.take(cancelled, charge, answer, caller.actor());
    }

    private Charge wanted(UUID requestId) {
        try {
            return chargeOf(requestId);
        } catch (NotFound none) {
            refusals.refused(caller.actor(), "card-request.use", null, requestId);
            throw none;
        }
    }

    /** The charge that a request wants given back. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public Charge chargeOf(UUID requestId) {
        return charges.get(null, grants.chargeOf(requestId));
    }

    /** What can still be given back of a charge. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public Money left(UUID chargeId) {
        return charges.left(charges.get(null, chargeId));
    }

    /** The customer's own reversals, newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<Reversal> mine() {
        return charges.ofAccount(Reversal.class, caller.accountId());
    }

    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<Reversal> ofAccount(UUID accountId) {
        return charges.ofAccount(Reversal.class, accountId);
    }
}
