package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/** Cards, requests and ledger in {@code ams_vault}. */
@Dependent
class CardRepository {

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    EntityManager store() {
        return vault;
    }

    /** Locks the account's row, making it when this is the account's first card. */
    void lock(UUID accountId) {
        vault.createNativeQuery("insert into vault_account (id) values (?1) on conflict do nothing")
                .setParameter(1, accountId)
                .executeUpdate();
        VaultAccount account = vault.find(VaultAccount.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        if (account.isFrozen()) {
            throw new Refused("account.closing");
        }
    }

    /** Freezes the account's row for good, making it when there is none. */
    void freeze(UUID accountId) {
        vault.createNativeQuery("insert into vault_account (id, frozen) values (?1, true)"
                        + " on conflict (id) do update set frozen = true")
                .setParameter(1, accountId)
                .executeUpdate();
    }

    /** The data keys of an account, the newest first; none when it has no cards. */
    List<CardKey> keys(UUID accountId) {
        return vault.createQuery(
                        "select k from CardKey k where k.accountId = :account order by k.generation desc",
                        CardKey.class)
                .setParameter("account", accountId)
                .getResultList();
    }

    /** The data key under which a card is sealed. */
    Optional<CardKey> key(Card card) {
        return Optional.ofNullable(vault.find(CardKey.class, card.dekId()));
    }

    List<Card> ofAccount(UUID accountId) {
        return vault.createQuery(
                        "select c from Card c where c.accountId = :account order by c.addedAt, c.id", Card.class)
                .setParameter("account", accountId)
                .getResultList();
    }

    /** @throws NotFound also when the card is another account's */
    Card get(UUID accountId, UUID id) {
        Card card = id == null ? null : vault.find(Card.class, id);
        if (card == null || !card.belongsTo(accountId)) {
            throw new NotFound();
        }
        return card;
    }

    /** @throws NotFound when there is no such request */
    CardRequest request(UUID id) {
        CardRequest request = id == null ? null : vault.find(CardRequest.class, id);
        if (request == null) {
            throw new NotFound();
        }
        return request;
    }

    /** The request, locked until the transaction ends. */
    CardRequest lockRequest(UUID id) {
        CardRequest request = id == null ? null : vault.find(CardRequest.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (request == null) {
            throw new NotFound();
        }
        return request;
    }

    List<CardRequest> openRequests() {
        return vault.createQuery(
                        "select r from CardRequest r where r.state = :open and r.expiresAt > :now order by r.madeAt, r.id",
                        CardRequest.class)
                .setParameter("open", CardRequest.State.OPEN)
                .setParameter("now", Time.now())
                .setMaxResults(100)
                .getResultList();
    }

    List<CardRequest> requestsOf(UUID accountId) {
        return vault.createQuery(
                        "select r from CardRequest r where r.accountId = :account order by r.madeAt desc",
                        CardRequest.class)
                .setParameter("account", accountId)
                .setMaxResults(100)
                .getResultList();
    }

    /**
     * Makes way for a new request to give a charge back: one that has grown too old is withdrawn.
     *
     * @throws Refused {@code request.refund-open} when one is still live
     */
    void expireRefund(UUID chargeId) {
        vault.createQuery(
                        "select r from CardRequest r where r.chargeId = :charge and r.state = :open", CardRequest.class)
                .setParameter("charge", chargeId)
                .setParameter("open", CardRequest.State.OPEN)
                .getResultList()
                .forEach(request -> {
                    if (request.isLive()) {
                        throw new Refused("request.refund-open");
                    }
                    request.withdraw();
                });
        vault.flush();
    }

    /** Withdraws open requests that need the card; giving money back does not. */
    void withdrawRequestsFor(UUID cardId) {
        vault.createQuery(
                        "select r from CardRequest r where r.cardId = :card and r.state = :open and r.chargeId is null",
                        CardRequest.class)
                .setParameter("card", cardId)
                .setParameter("open", CardRequest.State.OPEN)
                .getResultList()
                .forEach(CardRequest::withdraw);
    }

    List<CustodyEntry> ledger(UUID accountId, int most) {
        return vault.createQuery(
                        "select e from CustodyEntry e where e.accountId = :account order by e.at desc",
                        CustodyEntry.class)
                .setParameter("account", accountId)
                .setMaxResults(most)
                .getResultList();
    }
}
