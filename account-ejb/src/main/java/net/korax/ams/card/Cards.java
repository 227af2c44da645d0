package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.account.Accounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.Keys;

/**
 * Everything that changes a card, whoever asks: each change locks the account's row in {@code ams_vault}, and ledger line, audit
 * entry and change are one transaction. The services decide who may call; no page reaches this class.
 */
@Dependent
public class Cards {

    private static final int MOST_CARDS = 20;

    @Inject
    private CardRepository cards;

    @Inject
    private Custody custody;

    @Inject
    private PanIntake intake;

    @Inject
    private Accounts accounts;

    @Inject
    private AuditTrail trail;

    /** Whether cards are taken now; none are while custody is sealed. */
    public boolean areTaken() {
        return !Keys.isSealed();
    }

    /** Who changes a card: the customer, or a member of staff under a request. */
    record By(String actor, String staffNumber, UUID requestId) {

        static By customer(String actor) {
            return new By(actor, null, null);
        }

        private CustodyEntry entry(UUID account, UUID card, CustodyEntry.Operation operation) {
            return staffNumber == null
                    ? CustodyEntry.byCustomer(account, card, operation)
                    : CustodyEntry.byStaff(account, card, operation, staffNumber, requestId);
        }
    }

    /** Whether no card can be taken in, since custody is sealed. */
    public boolean isSealed() {
        return Keys.isSealed();
    }

    /** Adds the card typed at sign-up. */
    @Transactional
    public UUID addAtSignUp(UUID accountId, Expiry expiry, CardholderName holder, String actor) {
        return add(accountId, expiry, holder, null, true, By.customer(actor));
    }

    /** Adds the typed number; a number the account already has updates that card instead. The id of the card. */
    @Transactional
    UUID add(UUID accountId, Expiry expiry, CardholderName holder, UUID billTo, boolean makeDefault, By by) {
        expiry.checkNotPast();
        checkTakesCards(accountId);
        cards.lock(accountId);
        try (Pan pan = intake.consume()) {
            Optional<Card> same = custody.sameNumber(accountId, pan);
            if (same.isPresent()) {
                Card card = same.get();
                custody.put(card, pan, expiry);
                custody.putHolder(card, holder);
                card.billTo(billTo);
                remember(card, CustodyEntry.Operation.EDITED, "card.change", by);
                return card.getId();
            }
            List<Card> others = cards.ofAccount(accountId);
            if (others.size() >= MOST_CARDS) {
                throw new Refused("card.too-many", MOST_CARDS);
            }
            Card card = new Card(accountId, custody.keyIdOf(accountId), others.isEmpty(), billTo);
            custody.put(card, pan, expiry);
            custody.putHolder(card, holder);
            cards.store().persist(card);
            if (makeDefault && !others.isEmpty()) {
                setDefault(others, card);
            }
            remember(card, CustodyEntry.Operation.ADDED, "card.add", by);
            return card.getId();
        }
    }

    @Transactional
    void change(UUID accountId, UUID id, long version, Expiry expiry, CardholderName holder, UUID billTo, By by) {
        expiry.checkNotPast();
        cards.lock(accountId);
        Card card = current(accountId, id, version);
        custody.changeExpiry(card, expiry);
        custody.putHolder(card, holder);
        card.billTo(billTo);
        remember(card, CustodyEntry.Operation.EDITED, "card.change", by);
    }

    @Transactional
    void replaceNumber(UUID accountId, UUID id, long version, Expiry expiry, By by) {
        expiry.checkNotPast();
        cards.lock(accountId);
        Card card = current(accountId, id, version);
        try (Pan pan = intake.consume()) {
            Optional<Card> same = custody.sameNumber(accountId, pan);
            if (same.isPresent() && !same.get().getId().equals(id)) {
                throw new Refused("card.number-stored");
            }
            CardholderName holder = custody.holder(card);
            custody.put(card, pan, expiry);
            custody.putHolder(card, holder);
        }
        remember(card, CustodyEntry.Operation.NUMBER_REPLACED, "card.replace-number", by);
    }

    @Transactional
    void makeDefault(UUID accountId, UUID id, String actor) {
        cards.lock(accountId);
        Card card = cards.get(accountId, id);
        setDefault(cards.ofAccount(accountId), card);
        trail.record(cards.store(), AuditEntry.done(actor, "card.make-default", accountId, id));
    }

    /**
     * Deletes a card for good; open requests for it are withdrawn, and the newest card left becomes the default. With the last card
     * goes the account's key.
     */
    @Transactional
    void delete(UUID accountId, UUID id, By by) {
        cards.lock(accountId);
        Card card = cards.get(accountId, id);
        cards.withdrawRequestsFor(id);
        remember(card, CustodyEntry.Operation.DELETED, "card.delete", by);
        cards.store().remove(card);
        cards.store().flush();
        List<Card> left = cards.ofAccount(accountId);
        if (left.isEmpty()) {
            cards.keys(accountId).forEach(cards.store()::remove);
        } else if (card.isDefaultCard()) {
            left.get(left.size() - 1).makeDefault(true);
        }
    }

    /** @throws Refused {@code card.not-for-free} when the account is one of a free service */
    void checkTakesCards(UUID accountId) {
        if (!accounts.takesCards(accountId)) {
            throw new Refused("card.not-for-free");
        }
    }

    /** Refuses every further change of the account's cards. Freezing twice is no error, nor is an account without cards. */
    @Transactional
    public void freeze(UUID accountId) {
        cards.freeze(accountId);
    }

    /**
     * Removes cards, keys, requests and ledger of an account that is being erased; the number of rows. A frozen row stays, so that
     * somebody who is still signed in does not begin a new one.
     */
    @Transactional
    public int erase(UUID accountId) {
        int rows = 0;
        // Whoever gives the account a new key meanwhile holds this row.
        cards.store().find(VaultAccount.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        for (String entity : new String[] {"CustodyEntry", "Reversal", "Charge", "CardRequest", "Card", "CardKey"}) {
            rows += cards.store()
                    .createQuery("delete from " + entity + " e where e.accountId = :account")
                    .setParameter("account", accountId)
                    .executeUpdate();
        }
        rows += cards.store()
                .createQuery("delete from VaultAccount a where a.id = :account and a.frozen = false")
                .setParameter("account", accountId)
                .executeUpdate();
        trail.record(cards.store(), AuditEntry.done(AuditEntry.SYSTEM, "vault.erase", accountId, accountId));
        return rows;
    }

    /**
     * The names on an account's cards, by card, for the copy of its own data; one that does not open any more is left out.
     *
     * @throws Refused {@code custody.sealed}, {@code custody.unavailable}
     */
    @Transactional
    public Map<UUID, String> holders(UUID accountId) {
        Map<UUID, String> names = new HashMap<>();
        for (Card card : cards.ofAccount(accountId)) {
            custody.legibleHolder(card).ifPresent(name -> names.put(card.getId(), name.value()));
        }
        return names;
    }

    /** Which of some accounts have a row here that is not a tombstone, or a key. */
    @Transactional
    public List<UUID> withCards(Collection<UUID> accountIds) {
        return cards.store()
                .createQuery(
                        "select a.id from VaultAccount a where a.id in :ids and (a.frozen = false or exists"
                                + " (select k from CardKey k where k.accountId = a.id))",
                        UUID.class)
                .setParameter("ids", accountIds)
                .getResultList();
    }

    /** Writes the ledger line of a charge into the caller's transaction. */
    void rememberCharge(CardRequest request, String actor, String staffNumber) {
        Card card = cards.get(request.getAccountId(), request.getCardId());
        remember(card, CustodyEntry.Operation.CHARGED, "card.charge", new By(actor, staffNumber, request.getId()));
    }

    /** Writes the ledger line of money given back into the caller's transaction; the card itself may have gone. */
    void rememberReversal(CardRequest request, CustodyEntry.Operation done, String actor, String staffNumber) {
        cards.store()
                .persist(CustodyEntry.byStaff(
                        request.getAccountId(), request.getCardId(), done, staffNumber, request.getId()));
        trail.record(
                cards.store(),
                AuditEntry.done(actor, "charge.reverse", request.getAccountId(), request.getChargeId())
                        .under(request.getId()));
    }

    private Card current(UUID accountId, UUID id, long version) {
        Card card = cards.get(accountId, id);
        if (card.getVersion() != version) {
            throw new Refused("changed-meanwhile");
        }
        return card;
    }

    private void setDefault(List<Card> all, Card chosen) {
        all.stream().filter(card -> card != chosen).forEach(card -> card.makeDefault(false));
        cards.store().flush();
        chosen.makeDefault(true);
    }

    private void remember(Card card, CustodyEntry.Operation operation, String audited, By by) {
        cards.store().persist(by.entry(card.getAccountId(), card.getId(), operation));
        AuditEntry entry = AuditEntry.done(by.actor(), audited, card.getAccountId(), card.getId());
        trail.record(cards.store(), by.requestId() == null ? entry : entry.under(by.requestId()));
    }
}
