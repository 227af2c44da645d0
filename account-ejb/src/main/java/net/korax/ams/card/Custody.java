package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import net.korax.ams.shared.NotFound;
import net.korax.ams.vault.AssociatedData;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.Keys;

/**
 * The one door to sealed numbers. A number goes in here and comes out only towards the payment gateway; who may ask is decided by
 * the services in front, each of which leaves a ledger line and an audit entry in the same transaction. Keys are unwrapped for one
 * operation and wiped after it.
 */
@Dependent
class Custody {

    @Inject
    private CardRepository cards;

    /** The key of an account's cards, made when there is none yet. The account's row is locked by the caller. */
    private CardKey keyOf(UUID accountId) {
        return cards.key(accountId).orElseGet(() -> {
            CardKey key = new CardKey(Keys.ring().newDek(accountId));
            cards.store().persist(key);
            cards.store().flush();
            return key;
        });
    }

    /** The key id under which new cards of an account are sealed. */
    UUID keyIdOf(UUID accountId) {
        return keyOf(accountId).dek().id();
    }

    /** Fingerprint of a number within one account: equal numbers are seen, but never across accounts (PCI 3.5.1.1). */
    byte[] fingerprint(UUID accountId, Pan pan) {
        byte[] digits = pan.digits();
        try {
            return Keys.ring()
                    .mac(
                            KeyPurpose.FINGERPRINT,
                            "korax/fpr/1".getBytes(StandardCharsets.UTF_8),
                            accountId.toString().getBytes(StandardCharsets.UTF_8),
                            digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** Seals a number into a card. */
    void put(Card card, Pan pan, Expiry expiry) {
        try (Dek dek = Keys.ring().unwrap(keyOf(card.getAccountId()).dek())) {
            SealedPan sealed = SealedPan.seal(dek, environment(), card.getAccountId(), card.getId(), pan, expiry);
            card.take(sealed, fingerprint(card.getAccountId(), pan));
        }
    }

    /** Binds a card's number to a new expiry. */
    void changeExpiry(Card card, Expiry expiry) {
        try (Dek dek = Keys.ring().unwrap(keyOf(card.getAccountId()).dek());
                Pan pan = card.sealedPan().open(dek, environment())) {
            SealedPan sealed = SealedPan.seal(dek, environment(), card.getAccountId(), card.getId(), pan, expiry);
            card.take(sealed, fingerprint(card.getAccountId(), pan));
        }
    }

    void putHolder(Card card, CardholderName name) {
        try (Dek dek = Keys.ring().unwrap(keyOf(card.getAccountId()).dek())) {
            card.hold(name, dek.seal(holderContext(card), name.value().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Opens the holder's names of an account's cards. */
    void openHolders(UUID accountId, Iterable<Card> accountCards) {
        cards.key(accountId).ifPresent(key -> {
            try (Dek dek = Keys.ring().unwrap(key.dek())) {
                for (Card card : accountCards) {
                    byte[] name = dek.open(holderContext(card), card.sealedHolder());
                    card.opened(new CardholderName(new String(name, StandardCharsets.UTF_8)));
                }
            }
        });
    }

    /** Opens a card's number for one call to the gateway. No transaction is open meanwhile; the number lives for this call alone. */
    GatewayAnswer present(Card card, Function<Pan, GatewayAnswer> gateway) {
        CardKey key = cards.key(card.getAccountId()).orElseThrow(NotFound::new);
        try (Dek dek = Keys.ring().unwrap(key.dek());
                Pan pan = card.sealedPan().open(dek, environment())) {
            return gateway.apply(pan);
        }
    }

    private static AssociatedData holderContext(Card card) {
        return AssociatedData.of("korax/holder/1", environment(), card.getAccountId(), card.getId(), card.dekId());
    }

    private static String environment() {
        return Keys.ring().environment();
    }
}
