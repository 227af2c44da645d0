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
import net.korax.ams.shared.Refused;

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
     * @throws Refused {@code request.*} when the request does not allow it, {@code custody.*} when no card can be opened; the request
     *     is open still. {@code card.damaged} when this one cannot: the charge is declined then. Nothing was sent in any of them
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public Charge charge(UUID requestId, Money amount) {
        acquirer.checkPresents();
        Charge charge = charges.intend(requestId, amount, users.staffNumber(caller.userId()));
        return outcomes.take(charge, present(charge), caller.actor());
    }

    private GatewayAnswer present(Charge charge) {
        try {
            return acquirer.charge(
                    charge.getAccountId(), charge.getCardId(), charge.getAmount(), charge.getMerchantReference());
        } catch (Refused refusal) {
            outcomes.take(charge, GatewayAnswer.notPresented(refusal), caller.actor());
            throw refusal;
        }
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
