package net.korax.ams.card;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;

/** Requests about cards: seen and withdrawn by the customer, recorded by staff (P22), queued for the card custodians. */
@Stateless
@DenyAll
public class CardRequestService {

    @Inject
    private CardRepository repository;

    @Inject
    private Cards cards;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    /** The customer's own requests, newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<CardRequest> mine() {
        return repository.requestsOf(caller.accountId());
    }

    /** Takes a request back, as long as it was not used. */
    @RolesAllowed(Roles.CUSTOMER)
    public void withdraw(UUID requestId) {
        CardRequest request = repository.lockRequest(requestId);
        if (!request.getAccountId().equals(caller.accountId())) {
            refusals.refused(caller.actor(), "card-request.withdraw", caller.accountId(), requestId);
            throw new NotFound();
        }
        request.withdraw();
        trail.record(
                repository.store(),
                AuditEntry.done(caller.actor(), "card-request.withdraw", caller.accountId(), request.getCardId())
                        .under(requestId));
    }

    /** Cards of an account as staff see them: without the holder's name. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<Card> cardsOf(UUID accountId) {
        return repository.ofAccount(accountId);
    }

    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<CardRequest> requestsOf(UUID accountId) {
        return repository.requestsOf(accountId);
    }

    /**
     * Records what a customer asked for by another way than the portal.
     *
     * @param cardId the card concerned; null for an addition
     * @param ceiling the most that may be charged; null for anything but a charge
     */
    @RolesAllowed(Roles.STAFF)
    public UUID record(
            UUID accountId,
            UUID cardId,
            CardRequest.Operation operation,
            Money ceiling,
            Channel channel,
            IdentityCheck identityCheck) {
        if (operation == CardRequest.Operation.ADD) {
            cards.checkTakesCards(accountId);
        }
        repository.lock(accountId);
        UUID card = operation == CardRequest.Operation.ADD
                ? null
                : repository.get(accountId, cardId).getId();
        CardRequest request =
                CardRequest.recorded(accountId, card, operation, ceiling, channel, identityCheck, caller.userId());
        repository.store().persist(request);
        trail.record(
                repository.store(),
                AuditEntry.done(caller.actor(), "card-request.record", accountId, card)
                        .under(request.getId()));
        return request.getId();
    }

    /** Open requests, oldest first. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<CardRequest> queue() {
        return repository.openRequests();
    }

    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public CardRequest get(UUID requestId) {
        return repository.request(requestId);
    }

    /** The card a request is about, without the holder's name; null for an addition or when it was deleted since. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public Card cardOf(UUID requestId) {
        CardRequest request = repository.request(requestId);
        return request.getCardId() == null ? null : repository.store().find(Card.class, request.getCardId());
    }
}
