package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;

/** The step of ordering that makes the customer's card request. No page reaches it. */
@Dependent
public class OrderRequests {

    @Inject
    private CardRepository cards;

    @Inject
    private AuditTrail trail;

    /**
     * Makes the one request of an order; asked again for the same order it makes no second.
     *
     * @param customer user id of who orders
     * @throws net.korax.ams.shared.NotFound when the card is not this account's
     * @throws Refused {@code card.expired}
     */
    @Transactional
    public UUID make(UUID accountId, UUID cardId, Money ceiling, UUID orderId, UUID customer) {
        cards.lock(accountId);
        Card card = cards.get(accountId, cardId);
        if (card.isExpired()) {
            throw new Refused("card.expired");
        }
        return cards.store()
                .createQuery("select r.id from CardRequest r where r.orderId = :order", UUID.class)
                .setParameter("order", orderId)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> {
                    CardRequest request = CardRequest.byOrder(accountId, cardId, ceiling, orderId, customer);
                    cards.store().persist(request);
                    trail.record(
                            cards.store(),
                            AuditEntry.done(customer.toString(), "card-request.make", accountId, cardId)
                                    .under(request.getId()));
                    return request.getId();
                });
    }
}
