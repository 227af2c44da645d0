package net.korax.ams.card;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.FreshProof;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * The customer's own cards: seen masked, added, edited, deleted for good at any time (P14 to P16). A number is never an argument
 * here; it comes from {@link PanIntake}, where the card field put it in the same request. Another customer's card is not found,
 * and looking for it leaves an event (P09).
 */
@Stateless
@DenyAll
public class CardService {

    private static final int LEDGER_LINES = 100;

    @Inject
    private Cards cards;

    @Inject
    private CardRepository repository;

    @Inject
    private Custody custody;

    @Inject
    private Caller caller;

    @Inject
    private FreshProof fresh;

    @Inject
    private RefusalLog refusals;

    /** Whether custody is sealed, so that a number would be typed in vain. */
    @RolesAllowed(Roles.CUSTOMER)
    public boolean isSealed() {
        return cards.isSealed();
    }

    @RolesAllowed(Roles.CUSTOMER)
    public List<Card> list() {
        List<Card> own = repository.ofAccount(caller.accountId());
        custody.openHolders(caller.accountId(), own);
        return own;
    }

    /** @throws NotFound when the caller has no such card */
    @RolesAllowed(Roles.CUSTOMER)
    public Card get(UUID id) {
        try {
            Card card = repository.get(caller.accountId(), id);
            custody.openHolders(caller.accountId(), List.of(card));
            return card;
        } catch (NotFound e) {
            refusals.refused(caller.actor(), "card.view", caller.accountId(), id);
            throw e;
        }
    }

    /**
     * Stores the number typed in this request. A number the account already has updates that card.
     *
     * @param billingContact the contact person concerned, or null
     * @return id of the card
     */
    @RolesAllowed(Roles.CUSTOMER)
    public UUID add(Expiry expiry, CardholderName holder, UUID billingContact, boolean makeDefault) {
        fresh.require(null);
        return cards.add(
                caller.accountId(), expiry, holder, billingContact, makeDefault, Cards.By.customer(caller.actor()));
    }

    /** @throws Refused {@code changed-meanwhile} when somebody else changed the card since it was read */
    @RolesAllowed(Roles.CUSTOMER)
    public void change(UUID id, long version, Expiry expiry, CardholderName holder, UUID billingContact) {
        get(id);
        fresh.require(id);
        cards.change(
                caller.accountId(), id, version, expiry, holder, billingContact, Cards.By.customer(caller.actor()));
    }

    /** Replaces the number by the one typed in this request. */
    @RolesAllowed(Roles.CUSTOMER)
    public void replaceNumber(UUID id, long version, Expiry expiry) {
        get(id);
        fresh.require(id);
        cards.replaceNumber(caller.accountId(), id, version, expiry, Cards.By.customer(caller.actor()));
    }

    @RolesAllowed(Roles.CUSTOMER)
    public void makeDefault(UUID id) {
        get(id);
        cards.makeDefault(caller.accountId(), id, caller.actor());
    }

    /** Deletes the card for good; never refused (P15). */
    @RolesAllowed(Roles.CUSTOMER)
    public void delete(UUID id) {
        get(id);
        fresh.require(id);
        cards.delete(caller.accountId(), id, Cards.By.customer(caller.actor()));
    }

    /** The custody ledger: every use of every card, newest first, at most a hundred lines (P19). */
    @RolesAllowed(Roles.CUSTOMER)
    public List<CustodyEntry> ledger() {
        return repository.ledger(caller.accountId(), LEDGER_LINES);
    }
}
