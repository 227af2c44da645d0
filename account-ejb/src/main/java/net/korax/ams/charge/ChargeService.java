package net.korax.ams.charge;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.Acquirer;
import net.korax.ams.card.GatewayAnswer;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Money;

/**
 * Charging a card under a customer's request (P19). Using the request up and intending the charge are one transaction, committed
 * before the gateway hears of it; the answer is a second one. Stopped between the two, the charge is found undecided and asked
 * for, never sent again.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChargeService {

    @Inject
    private Charges charges;

    @Inject
    private Acquirer acquirer;

    @Inject
    private Outcomes outcomes;

    @Inject
    private Users users;

    @Inject
    private Caller caller;

    /**
     * Charges the card of a request, once.
     *
     * @param amount at most the request's ceiling, in its currency
     * @return the charge: approved, declined, or unknown and being asked for
     * @throws net.korax.ams.shared.Refused {@code request.*} when the request does not allow it; nothing was sent then
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public Charge charge(UUID requestId, Money amount) {
        Charge charge = charges.intend(requestId, amount, users.staffNumber(caller.userId()));
        GatewayAnswer answer = acquirer.charge(
                charge.getAccountId(), charge.getCardId(), charge.getAmount(), charge.getMerchantReference());
        return outcomes.take(charge, answer, caller.actor());
    }

    /** The customer's own charges, newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<Charge> mine() {
        return charges.ofAccount(Charge.class, caller.accountId());
    }

    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<Charge> ofAccount(UUID accountId) {
        return charges.ofAccount(Charge.class, accountId);
    }
}
