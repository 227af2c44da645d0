package net.korax.ams.ordering;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.card.OrderRequests;
import net.korax.ams.catalogue.Orders;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.Refused;

/**
 * Ordering a service (P14): the order makes exactly one request to charge the chosen card, at most the price. If the request can't
 * be made, the order is cancelled and the customer told why.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderingService {

    @Inject
    private Orders orders;

    @Inject
    private OrderRequests requests;

    @Inject
    private Caller caller;

    /**
     * Orders a service, to be charged to one of the caller's cards.
     *
     * @return id of the card request
     * @throws Refused {@code offer.withdrawn}, {@code card.expired}, {@code not-found}; nothing is ordered then
     */
    @RolesAllowed(Roles.CUSTOMER)
    public UUID order(String offerCode, UUID cardId) {
        UUID account = caller.accountId();
        ServiceOrder order = orders.place(account, offerCode, caller.actor());
        try {
            UUID request = requests.make(account, cardId, order.getPrice(), order.getId(), caller.userId());
            orders.become(order.getId(), ServiceOrder.Status.REQUESTED);
            return request;
        } catch (Refused refusal) {
            orders.become(order.getId(), ServiceOrder.Status.CANCELLED);
            throw refusal;
        }
    }
}
