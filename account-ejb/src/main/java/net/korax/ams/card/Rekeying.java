package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.vault.CustodyKey;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.SealBroken;
import net.korax.ams.vault.WrappedDek;

/**
 * Gives stored rows another key, a batch in the caller's transaction. Each row says which version it needs, so it is wholly old or
 * wholly new whenever a batch stops. Rows that somebody else holds are passed over and found in the next round; rows whose seals do
 * not hold are left as they are, with a security event.
 */
@Dependent
class Rekeying {

    private static final int BATCH = 100;
    private static final int ACCOUNTS = 20;

    /** What a batch did: the last row it came to, null when there was none; how many rows were done and how many do not open. */
    record Batch(UUID last, long done, long broken) {}

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Inject
    private Custody custody;

    @Inject
    private CardRepository cards;

    @Inject
    private RefusalLog refusals;

    /** The next rows after the job's cursor. */
    Batch migrate(RotationJob job) {
        List<UUID> rows = next(job);
        fetch(job.getKind(), rows);
        long broken = 0;
        for (UUID id : rows) {
            boolean held = switch (job.getKind()) {
                case KEK -> rewrap(id, job);
                case DEK -> renew(id, job);
                case FPR -> recognise(id, job);
            };
            broken += held ? 0 : 1;
        }
        return new Batch(rows.isEmpty() ? null : rows.get(rows.size() - 1), rows.size() - broken, broken);
    }

    @SuppressWarnings("unchecked")
    private List<UUID> next(RotationJob job) {
        String query = switch (job.getKind()) {
            case KEK ->
                "select dek_id from card_key where kek_version = ?1 and dek_id > ?2 order by dek_id limit " + BATCH
                        + " for update skip locked";
            case DEK ->
                "select k.dek_id from card_key k join vault_account a on a.id = k.account_id"
                        + " where k.generation = ?1 and k.dek_id > ?2 and not exists"
                        + " (select 1 from card_key n where n.account_id = k.account_id and n.generation > k.generation)"
                        + " order by k.dek_id limit " + ACCOUNTS + " for update of a, k skip locked";
            case FPR ->
                "select c.id from card c join vault_account a on a.id = c.account_id"
                        + " where c.fingerprint_version = ?1 and c.id > ?2"
                        + " order by c.id limit " + BATCH + " for update of a, c skip locked";
        };
        return vault.createNativeQuery(query)
                .setParameter(1, job.getFrom())
                .setParameter(2, job.cursor())
                .getResultList();
    }

    /** Reads what a batch works on at once, so that it is at hand when each row asks for it. */
    private void fetch(KeyKind kind, List<UUID> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<UUID> keys = kind != KeyKind.FPR
                ? rows
                : vault
                        .createQuery("select c from Card c where c.id in :rows", Card.class)
                        .setParameter("rows", rows)
                        .getResultList()
                        .stream()
                        .map(Card::dekId)
                        .distinct()
                        .toList();
        vault.createQuery("select k from CardKey k where k.dekId in :keys", CardKey.class)
                .setParameter("keys", keys)
                .getResultList();
    }

    private boolean rewrap(UUID id, RotationJob job) {
        WrappedDek old = vault.find(CardKey.class, id).dek();
        return holds(old.owner(), id, () -> {
            WrappedDek fresh =
                    CustodyRing.holding(CustodyKey.CARD_KEK, job.getTo()).rewrap(old, job.getTo());
            one(vault.createNativeQuery(
                            "update card_key set wrapped = ?1, kek_version = ?2 where dek_id = ?3 and kek_version = ?4")
                    .setParameter(1, fresh.wrapped())
                    .setParameter(2, job.getTo())
                    .setParameter(3, id)
                    .setParameter(4, job.getFrom())
                    .executeUpdate());
            return true;
        });
    }

    /** All cards of the account, or none when one of them does not open. */
    private boolean renew(UUID id, RotationJob job) {
        CardKey old = vault.find(CardKey.class, id);
        UUID account = old.accountId();
        List<Card> own = cards.ofAccount(account);
        return holds(account, id, () -> {
            try (Dek from = custody.open(old)) {
                if (!own.stream().allMatch(card -> custody.holds(from, card))) {
                    return false;
                }
                CardKey fresh = custody.newKey(account, job.getTo());
                try (Dek to = custody.open(fresh)) {
                    own.forEach(card -> move(card, custody.reseal(card, from, to), fresh.id(), id));
                }
                return true;
            }
        });
    }

    private void move(Card card, Custody.Resealed fresh, UUID to, UUID from) {
        one(vault.createNativeQuery(
                        "update card set sealed_pan = ?1, holder = ?2, dek_id = ?3 where id = ?4 and dek_id = ?5")
                .setParameter(1, fresh.pan())
                .setParameter(2, fresh.holder())
                .setParameter(3, to)
                .setParameter(4, card.getId())
                .setParameter(5, from)
                .executeUpdate());
    }

    private boolean recognise(UUID id, RotationJob job) {
        Card card = vault.find(Card.class, id);
        return holds(card.getAccountId(), id, () -> {
            Fingerprint fresh;
            try (Dek dek = custody.open(cards.key(card).orElseThrow())) {
                fresh = custody.read(dek, card, pan -> Custody.fingerprint(card.getAccountId(), pan, job.getTo()));
            }
            one(vault.createNativeQuery("update card set fingerprint = ?1, fingerprint_version = ?2 where id = ?3"
                            + " and fingerprint_version = ?4")
                    .setParameter(1, fresh.bytes())
                    .setParameter(2, fresh.version())
                    .setParameter(3, id)
                    .setParameter(4, job.getFrom())
                    .executeUpdate());
            return true;
        });
    }

    /** Opens the next data keys after the job's cursor, and everything that is sealed under them. */
    Batch verify(RotationJob job) {
        List<CardKey> keys = vault.createQuery(
                        "select k from CardKey k where k.dekId > :cursor order by k.dekId", CardKey.class)
                .setParameter("cursor", job.cursor())
                .setMaxResults(BATCH)
                .getResultList();
        Map<UUID, List<Card>> under = sealedUnder(keys);
        long broken = 0;
        for (CardKey key : keys) {
            List<Card> own = under.getOrDefault(key.id(), List.of());
            boolean held = holds(key.accountId(), key.id(), () -> {
                try (Dek dek = custody.open(key)) {
                    return own.stream().allMatch(card -> custody.holds(dek, card));
                }
            });
            broken += held ? 0 : 1;
        }
        return new Batch(keys.isEmpty() ? null : keys.get(keys.size() - 1).id(), keys.size() - broken, broken);
    }

    private Map<UUID, List<Card>> sealedUnder(List<CardKey> keys) {
        return keys.isEmpty()
                ? Map.of()
                : vault
                        .createQuery("select c from Card c where c.dekId in :keys", Card.class)
                        .setParameter("keys", keys.stream().map(CardKey::id).toList())
                        .getResultList()
                        .stream()
                        .collect(Collectors.groupingBy(Card::dekId));
    }

    /** Removes data keys of an old generation under which nothing is sealed any more. */
    int sweep(int generation) {
        return vault.createNativeQuery(
                        "delete from card_key k where k.generation = ?1"
                                + " and not exists (select 1 from card c where c.dek_id = k.dek_id)"
                                + " and exists (select 1 from card_key n where n.account_id = k.account_id and n.generation > k.generation)")
                .setParameter(1, generation)
                .executeUpdate();
    }

    private boolean holds(UUID account, UUID object, BooleanSupplier work) {
        boolean held;
        try {
            held = work.getAsBoolean();
        } catch (SealBroken | InvalidValue broken) {
            held = false;
        }
        if (!held) {
            refusals.refused(AuditEntry.SYSTEM, "card.seal-broken", account, object);
        }
        return held;
    }

    private static void one(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("A row changed while it was locked.");
        }
    }
}
