package net.korax.ams.card;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.shared.Money;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.WrappedDek;

/** Cards of one sample account, all of them under published test numbers; to be closed. */
public final class SampleCards implements AutoCloseable {

    private final UUID accountId;
    private final Consumer<Object> rows;
    private final Consumer<AuditEntry> trail;
    private final WrappedDek key;
    private final Dek dek;
    private boolean any;

    /**
     * @param generation of data keys that is in use
     * @param trail is told of what is done, in the words of the product
     */
    public SampleCards(UUID accountId, int generation, Consumer<Object> rows, Consumer<AuditEntry> trail) {
        this.accountId = accountId;
        this.rows = rows;
        this.trail = trail;
        this.key = Keys.custody().newDek(accountId);
        this.dek = Keys.custody().unwrap(key);
        rows.accept(new VaultAccount(accountId));
        rows.accept(new CardKey(key, generation));
    }

    /** How many numbers there are to choose from. */
    public static int numbers() {
        return TestNumbers.published().size();
    }

    /** @param number which of the published numbers, from 0 */
    public Card add(int number, Expiry expiry, CardholderName holder, UUID billingContact, String actor) {
        Card card = new Card(accountId, key.id(), !any, billingContact);
        any = true;
        try (Pan pan = Pan.of(TestNumbers.published().get(number))) {
            card.take(
                    SealedPan.seal(dek, Keys.custody().environment(), accountId, card.getId(), pan, expiry),
                    Custody.fingerprint(accountId, pan, Keys.custody().macVersion(KeyPurpose.FINGERPRINT)));
        }
        card.hold(holder, Custody.sealHolder(dek, card, holder));
        told(CustodyEntry.byCustomer(accountId, card.getId(), CustodyEntry.Operation.ADDED));
        trail.accept(AuditEntry.done(actor, "card.add", accountId, card.getId()));
        return card;
    }

    /** Stores a card as it is at last: when its holder was reminded of its expiry, he is not told again. */
    public void store(Card card) {
        card.remind();
        rows.accept(card);
    }

    /** An order's request. */
    public CardRequest request(Card card, Money ceiling, UUID order, UUID customer) {
        return CardRequest.byOrder(accountId, card.getId(), ceiling, order, customer);
    }

    /** The custodian uses the request up for a charge. */
    public void charged(CardRequest request, UUID custodian, String staffNumber) {
        request.use(CardRequest.Operation.CHARGE, custodian);
        told(CustodyEntry.byStaff(
                accountId, request.getCardId(), CustodyEntry.Operation.CHARGED, staffNumber, request.getId()));
    }

    /** What a gateway says of a charge that went well. */
    public static GatewayAnswer approved(String reference) {
        return GatewayAnswer.approved(reference);
    }

    /** The published numbers, for whoever types them. */
    public static List<String> published() {
        return TestNumbers.published();
    }

    private void told(CustodyEntry entry) {
        entry.mailQueued();
        rows.accept(entry);
    }

    @Override
    public void close() {
        dek.close();
    }
}
