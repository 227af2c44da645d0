package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import net.korax.ams.identity.Caller;

/** The custodians' changes, each one transaction in {@code ams_vault} with the use of its request. */
@Dependent
class AssistedCards {

    @Inject
    private Grants grants;

    @Inject
    private Cards cards;

    @Inject
    private CardRepository repository;

    @Inject
    private Caller caller;

    @Transactional
    UUID add(UUID requestId, Expiry expiry, CardholderName holder, String staffNumber) {
        CardRequest request = grants.take(requestId, CardRequest.Operation.ADD);
        return cards.add(request.getAccountId(), expiry, holder, null, false, by(staffNumber, requestId));
    }

    @Transactional
    void edit(UUID requestId, Expiry expiry, CardholderName holder, String staffNumber) {
        CardRequest request = grants.take(requestId, CardRequest.Operation.EDIT);
        Card card = repository.get(request.getAccountId(), request.getCardId());
        cards.change(
                request.getAccountId(),
                card.getId(),
                card.getVersion(),
                expiry,
                holder,
                card.getBillingContact(),
                by(staffNumber, requestId));
    }

    @Transactional
    void delete(UUID requestId, String staffNumber) {
        CardRequest request = grants.take(requestId, CardRequest.Operation.DELETE);
        cards.delete(request.getAccountId(), request.getCardId(), by(staffNumber, requestId));
    }

    private Cards.By by(String staffNumber, UUID requestId) {
        return new Cards.By(caller.actor(), staffNumber, requestId);
    }
}
