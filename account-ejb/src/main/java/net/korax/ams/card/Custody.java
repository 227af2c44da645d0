package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.AssociatedData;
import net.korax.ams.vault.CustodySealed;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.SealBroken;

/**
 * The one door to sealed numbers. A number goes in here and comes out only towards the payment gateway; who may ask is decided by
 * the services in front, each of which leaves a ledger line and an audit entry in the same transaction. Keys are unwrapped for one
 * operation and wiped after it.
 */
@Dependent
class Custody {

    private static final Logger LOG = Logger.getLogger(Custody.class.getName());

    @Inject
    private CardRepository cards;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /** The key of an account's cards, made when there is none yet. The account's row is locked by the caller. */
    private CardKey keyOf(UUID accountId) {
        return cards.key(accountId).orElseGet(() -> {
            CardKey key = new CardKey(ring().newDek(accountId));
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
            return ring().mac(
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
        failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = ring().unwrap(keyOf(card.getAccountId()).dek())) {
                seal(dek, card, pan, expiry);
            }
            return null;
        });
    }

    /** Binds a card's number to a new expiry. */
    void changeExpiry(Card card, Expiry expiry) {
        failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = ring().unwrap(keyOf(card.getAccountId()).dek());
                    Pan pan = card.sealedPan().open(dek, environment())) {
                seal(dek, card, pan, expiry);
            }
            return null;
        });
    }

    private void seal(Dek dek, Card card, Pan pan, Expiry expiry) {
        card.take(
                SealedPan.seal(dek, environment(), card.getAccountId(), card.getId(), pan, expiry),
                fingerprint(card.getAccountId(), pan));
    }

    void putHolder(Card card, CardholderName name) {
        failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = ring().unwrap(keyOf(card.getAccountId()).dek())) {
                card.hold(name, dek.seal(holderContext(card), name.value().getBytes(StandardCharsets.UTF_8)));
            }
            return null;
        });
    }

    /**
     * Opens the holder's names of an account's cards. A card whose seals do not hold stays without a name and is marked damaged, the
     * others are shown; while custody is not open none has a name.
     */
    void openHolders(UUID accountId, Iterable<Card> accountCards) {
        try {
            KeyRing ring = ring();
            cards.key(accountId).ifPresent(key -> openHolders(ring, key, accountCards));
        } catch (Refused notOpen) {
            // Seen without names, and deleted all the same.
        }
    }

    private void openHolders(KeyRing ring, CardKey key, Iterable<Card> accountCards) {
        try (Dek dek = ring.unwrap(key.dek())) {
            accountCards.forEach(card -> openHolder(dek, card));
        } catch (SealBroken broken) {
            accountCards.forEach(this::damaged);
        } catch (IllegalStateException unreachable) {
            throw unavailable(unreachable);
        }
    }

    private void openHolder(Dek dek, Card card) {
        try {
            card.opened(holder(dek, card));
        } catch (SealBroken broken) {
            damaged(card);
        }
    }

    /** The holder's name of a card. */
    CardholderName holder(Card card) {
        return failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = ring().unwrap(keyOf(card.getAccountId()).dek())) {
                return holder(dek, card);
            }
        });
    }

    private static CardholderName holder(Dek dek, Card card) {
        return new CardholderName(
                new String(dek.open(holderContext(card), card.sealedHolder()), StandardCharsets.UTF_8));
    }

    private void damaged(Card card) {
        card.damaged();
        refusals.refused(caller.actor(), "card.seal-broken", card.getAccountId(), card.getId());
    }

    /** Opens a card's number for one call to the gateway. No transaction is open meanwhile; the number lives for this call alone. */
    GatewayAnswer present(Card card, Function<Pan, GatewayAnswer> gateway) {
        CardKey key = cards.key(card.getAccountId()).orElseThrow(NotFound::new);
        Supplier<Pan> number = () -> {
            try (Dek dek = ring().unwrap(key.dek())) {
                return card.sealedPan().open(dek, environment());
            }
        };
        try (Pan pan = failClosed(card.getAccountId(), card.getId(), number)) {
            return gateway.apply(pan);
        }
    }

    /** @throws Refused {@code custody.sealed}, {@code custody.unavailable} */
    void checkOpen() {
        ring();
    }

    /** A seal that does not hold refuses this use, leaves a security event, and touches nothing else. */
    private <T> T failClosed(UUID accountId, UUID cardId, Supplier<T> use) {
        try {
            return use.get();
        } catch (SealBroken broken) {
            refusals.refused(caller.actor(), "card.seal-broken", accountId, cardId);
            throw new Refused("card.damaged");
        } catch (IllegalStateException unreachable) {
            throw unavailable(unreachable);
        }
    }

    /** What is shown beside the name is bound to it, so that editing it in the database is seen when the card is shown. */
    private static AssociatedData holderContext(Card card) {
        return AssociatedData.of(
                "korax/holder/1",
                environment(),
                card.getAccountId(),
                card.getId(),
                card.dekId(),
                card.getBrand().name(),
                card.getLastFour(),
                card.getExpiry().month());
    }

    private static String environment() {
        return ring().environment();
    }

    /** @throws Refused {@code custody.sealed}, {@code custody.unavailable} */
    private static KeyRing ring() {
        try {
            return Keys.custody();
        } catch (CustodySealed sealed) {
            throw new Refused("custody.sealed");
        } catch (IllegalStateException | UncheckedIOException unreachable) {
            throw unavailable(unreachable);
        }
    }

    private static Refused unavailable(RuntimeException unreachable) {
        LOG.log(Level.SEVERE, "The keys of cards cannot be used: {0}", unreachable.getMessage());
        return new Refused("custody.unavailable");
    }
}
