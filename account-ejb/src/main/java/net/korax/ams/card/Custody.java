package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.AssociatedData;
import net.korax.ams.vault.CustodyKey;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.SealBroken;
import net.korax.ams.vault.WrappedDek;

/**
 * The one door to sealed numbers. A number goes in here and comes out only towards the payment gateway; who may ask is decided by
 * the services in front, each of which leaves a ledger line and an audit entry in the same transaction. Keys are unwrapped for one
 * operation and wiped after it.
 */
@Dependent
class Custody {

    @Inject
    private CardRepository cards;

    @Inject
    private KeyVersions versions;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /** The key id under which new cards of an account are sealed, made when there is none. The account's row is locked by the caller. */
    UUID keyIdOf(UUID accountId) {
        List<CardKey> keys = cards.keys(accountId);
        return keys.isEmpty()
                ? newKey(accountId, versions.inUse(KeyKind.DEK)).id()
                : keys.get(0).id();
    }

    /** A new data key for an account. The account's row is locked by the caller. */
    private CardKey newKey(UUID accountId, int generation) {
        CardKey key = freshKey(accountId, versions.inUse(KeyKind.KEK), generation);
        cards.store().persist(key);
        cards.store().flush();
        return key;
    }

    /** A data key that is stored nowhere yet, wrapped under this version. */
    static CardKey freshKey(UUID accountId, int kek, int generation) {
        return new CardKey(CustodyRing.holding(CustodyKey.CARD_KEK, kek).newDek(accountId, kek), generation);
    }

    /**
     * Opens a data key; to be closed.
     *
     * @throws SealBroken when it is not as it was made
     * @throws Refused {@code custody.sealed}, {@code custody.unavailable}
     */
    Dek open(CardKey key) {
        WrappedDek wrapped = key.dek();
        KeyRing ring = wasMade(KeyKind.KEK, wrapped.kekVersion())
                ? CustodyRing.holding(CustodyKey.CARD_KEK, wrapped.kekVersion())
                : CustodyRing.open();
        return ring.unwrap(wrapped);
    }

    /** Whether a version can be had: it is open here already, or in the store where another server has put it. */
    private boolean wasMade(KeyKind kind, int version) {
        return kind.stored().isIn(CustodyRing.open(), version) || versions.isKnown(kind, version);
    }

    /** Opens the data key of a card; to be closed. */
    private Dek open(Card card) {
        return open(cards.key(card).orElseThrow(NotFound::new));
    }

    /**
     * The card of an account that has this number already; nobody else's. While fingerprints are made anew an account may have some of
     * both versions, so each version that it has is asked.
     */
    Optional<Card> sameNumber(UUID accountId, Pan pan) {
        List<Card> own = cards.ofAccount(accountId);
        Set<Fingerprint> sought = own.stream()
                .map(card -> card.fingerprint().version())
                .distinct()
                .filter(version -> wasMade(KeyKind.FPR, version))
                .map(version -> fingerprint(accountId, pan, version))
                .collect(Collectors.toSet());
        return own.stream().filter(card -> sought.contains(card.fingerprint())).findFirst();
    }

    /** Fingerprint of a number within one account: equal numbers are seen, but never across accounts (PCI 3.5.1.1). */
    static Fingerprint fingerprint(UUID accountId, Pan pan, int version) {
        byte[] digits = pan.digits();
        try {
            return new Fingerprint(
                    version,
                    CustodyRing.holding(CustodyKey.FINGERPRINT, version)
                            .mac(
                                    KeyPurpose.FINGERPRINT,
                                    version,
                                    "korax/fpr/1".getBytes(StandardCharsets.UTF_8),
                                    accountId.toString().getBytes(StandardCharsets.UTF_8),
                                    digits));
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** Seals a number into a card. */
    void put(Card card, Pan pan, Expiry expiry) {
        failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = open(card)) {
                seal(dek, card, pan, expiry);
            }
            return null;
        });
    }

    /** Binds a card's number to a new expiry. */
    void changeExpiry(Card card, Expiry expiry) {
        failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = open(card);
                    Pan pan = card.sealedPan().open(dek, environment())) {
                seal(dek, card, pan, expiry);
            }
            return null;
        });
    }

    private void seal(Dek dek, Card card, Pan pan, Expiry expiry) {
        card.take(
                SealedPan.seal(dek, environment(), card.getAccountId(), card.getId(), pan, expiry),
                fingerprint(card.getAccountId(), pan, versions.inUse(KeyKind.FPR)));
    }

    void putHolder(Card card, CardholderName name) {
        failClosed(card.getAccountId(), card.getId(), () -> {
            try (Dek dek = open(card)) {
                card.hold(name, sealHolder(dek, card, name));
            }
            return null;
        });
    }

    /** The name on a card, sealed beside its number. */
    static byte[] sealHolder(Dek dek, Card card, CardholderName name) {
        return dek.seal(holderContext(card, card.dekId()), name.value().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Opens the holder's names of an account's cards. A card whose seals do not hold stays without a name and is marked damaged, the
     * others are shown; while custody is not open none has a name.
     */
    void openHolders(UUID accountId, Collection<Card> accountCards) {
        try {
            CustodyRing.open();
            cards.keys(accountId).forEach(key -> openHolders(key, accountCards));
        } catch (Refused notOpen) {
            // Seen without names, and deleted all the same.
        }
    }

    private void openHolders(CardKey key, Collection<Card> accountCards) {
        List<Card> under = accountCards.stream()
                .filter(card -> card.dekId().equals(key.id()))
                .toList();
        try (Dek dek = open(key)) {
            under.forEach(card -> openHolder(dek, card));
        } catch (SealBroken broken) {
            under.forEach(this::damaged);
        } catch (IllegalStateException unreachable) {
            throw CustodyRing.unavailable(unreachable);
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
            try (Dek dek = open(card)) {
                return holder(dek, card);
            }
        });
    }

    /** The same, without a word about one that does not open. */
    Optional<CardholderName> legibleHolder(Card card) {
        try (Dek dek = open(card)) {
            return Optional.of(holder(dek, card));
        } catch (SealBroken broken) {
            return Optional.empty();
        }
    }

    private static CardholderName holder(Dek dek, Card card) {
        return new CardholderName(
                new String(dek.open(holderContext(card, card.dekId()), card.sealedHolder()), StandardCharsets.UTF_8));
    }

    private void damaged(Card card) {
        card.damaged();
        refusals.refused(caller.actor(), "card.seal-broken", card.getAccountId(), card.getId());
    }

    /** Opens a card's number for one call to the gateway. No transaction is open meanwhile; the number lives for this call alone. */
    GatewayAnswer present(Card card, Function<Pan, GatewayAnswer> gateway) {
        Optional<CardKey> key = cards.key(card);
        if (key.isEmpty()) {
            // Sealed under another key since it was read.
            Card again = cards.get(card.getAccountId(), card.getId());
            return present(again, cards.key(again).orElseThrow(NotFound::new), gateway);
        }
        return present(card, key.get(), gateway);
    }

    private GatewayAnswer present(Card card, CardKey key, Function<Pan, GatewayAnswer> gateway) {
        Supplier<Pan> number = () -> {
            try (Dek dek = open(key)) {
                return card.sealedPan().open(dek, environment());
            }
        };
        try (Pan pan = failClosed(card.getAccountId(), card.getId(), number)) {
            return gateway.apply(pan);
        }
    }

    /** @throws Refused {@code custody.sealed}, {@code custody.unavailable} */
    void checkOpen() {
        CustodyRing.open();
    }

    /** Opens the number of a card with the data key of its account, and gives it to a use within this transaction. */
    <T> T read(Dek dek, Card card, Function<Pan, T> use) {
        try (Pan pan = card.sealedPan().open(dek, environment())) {
            return use.apply(pan);
        }
    }

    /**
     * The number and the holder of a card, sealed anew under another data key of its account.
     *
     * @return nothing when its fingerprint is not that of its number
     * @throws SealBroken when something does not open
     */
    Optional<Resealed> reseal(Card card, Dek from, Dek to) {
        byte[] name = from.open(holderContext(card, from.id()), card.sealedHolder());
        return read(from, card, pan -> isOf(card, pan) ? Optional.of(reseal(card, pan, name, to)) : Optional.empty());
    }

    private Resealed reseal(Card card, Pan pan, byte[] name, Dek to) {
        SealedPan sealed = SealedPan.seal(to, environment(), card.getAccountId(), card.getId(), pan, card.getExpiry());
        Resealed fresh = new Resealed(sealed.blob(), to.seal(holderContext(card, to.id()), name));
        try (Pan again = sealed.open(to, environment())) {
            if (!pan.isSame(again) || !Arrays.equals(name, to.open(holderContext(card, to.id()), fresh.holder()))) {
                throw new IllegalStateException("A card does not open after it was sealed anew.");
            }
        }
        return fresh;
    }

    /** What a card is stored with under its new key. */
    record Resealed(byte[] pan, byte[] holder) {}

    /**
     * Opens everything of a card, and says whether its fingerprint is that of its number.
     *
     * @throws SealBroken when something does not open
     */
    boolean holds(Dek dek, Card card) {
        holder(dek, card);
        return read(dek, card, pan -> isOf(card, pan));
    }

    private boolean isOf(Card card, Pan pan) {
        Fingerprint stored = card.fingerprint();
        return wasMade(KeyKind.FPR, stored.version())
                && stored.equals(fingerprint(card.getAccountId(), pan, stored.version()));
    }

    /** A seal that does not hold refuses this use, leaves a security event, and touches nothing else. */
    private <T> T failClosed(UUID accountId, UUID cardId, Supplier<T> use) {
        try {
            return use.get();
        } catch (SealBroken broken) {
            refusals.refused(caller.actor(), "card.seal-broken", accountId, cardId);
            throw new Refused("card.damaged");
        } catch (IllegalStateException unreachable) {
            throw CustodyRing.unavailable(unreachable);
        }
    }

    /** What is shown beside the name is bound to it, so that editing it in the database is seen when the card is shown. */
    private static AssociatedData holderContext(Card card, UUID dekId) {
        return AssociatedData.of(
                "korax/holder/1",
                environment(),
                card.getAccountId(),
                card.getId(),
                dekId,
                card.getBrand().name(),
                card.getLastFour(),
                card.getExpiry().month());
    }

    private static String environment() {
        return CustodyRing.open().environment();
    }
}
