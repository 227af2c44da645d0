package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
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
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.SealBroken;
import net.korax.ams.vault.WrappedDek;

/**
 * Gives stored rows another key, a batch in the caller's transaction. Each row says which version it needs, so it is wholly old or
 * wholly new whenever a batch stops. Rows that somebody else holds are passed over and found in the next round; rows whose seals do
 * not hold are left as they are, with a security event.
 */
@Dependent
class Rekeying {

    /** So many rows, or accounts with all their cards, are locked for the time of one transaction: some tens of milliseconds. */
    private static final int BATCH = 400;

    /** What a batch did: the last row it came to, null when there was none; how many rows were done and how many do not open. */
    record Batch(UUID last, long done, long broken) {}

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Inject
    private Custody custody;

    @Inject
    private KeyVersions versions;

    @Inject
    private RefusalLog refusals;

    /** The next rows after the job's cursor: read at once, sealed one by one, written at once. */
    Batch migrate(RotationJob job) {
        List<UUID> rows = next(job);
        if (rows.isEmpty()) {
            return new Batch(null, 0, 0);
        }
        int done = switch (job.getKind()) {
            case KEK -> rewrap(rows, job);
            case DEK -> renew(rows, job);
            case FPR -> recognise(rows, job);
        };
        return new Batch(rows.get(rows.size() - 1), done, rows.size() - done);
    }

    @SuppressWarnings("unchecked")
    private List<UUID> next(RotationJob job) {
        String query = switch (job.getKind()) {
            case KEK ->
                "select dek_id from card_key where kek_version = ?1 and dek_id > ?2 order by dek_id limit " + BATCH
                        + " for update skip locked";
            case DEK ->
                // Each of the three says where it begins, so that none is read from its first row on.
                "select k.account_id from card_key k join vault_account a on a.id = k.account_id and a.id > ?2"
                        + " where k.generation = ?1 and k.account_id > ?2 and not exists (select 1 from card_key n"
                        + " where n.account_id = k.account_id and n.account_id > ?2 and n.generation > k.generation)"
                        + " order by k.account_id limit " + BATCH + " for update of a skip locked";
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

    private List<CardKey> keys(Collection<UUID> ids) {
        return vault.createQuery("select k from CardKey k where k.dekId in :ids order by k.dekId", CardKey.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    private int rewrap(List<UUID> rows, RotationJob job) {
        KeyRing ring = CustodyRing.holding(CustodyKey.CARD_KEK, job.getTo());
        List<WrappedDek> fresh = new ArrayList<>();
        for (CardKey key : keys(rows)) {
            holds(key.accountId(), key.id(), () -> fresh.add(ring.rewrap(key.dek(), job.getTo())));
        }
        write(
                "update card_key k set wrapped = n.wrapped, kek_version = n.kek from unnest(?, ?, ?, ?) n (id, wrapped, kek, was)"
                        + " where k.dek_id = n.id and k.kek_version = n.was",
                fresh.size(),
                new Column("uuid", fresh.stream().map(WrappedDek::id).toArray(UUID[]::new)),
                new Column("bytea", fresh.stream().map(WrappedDek::wrapped).toArray(byte[][]::new)),
                Column.same(job.getTo(), fresh.size()),
                Column.same(job.getFrom(), fresh.size()));
        return fresh.size();
    }

    /** What an account gets: its next key, and its cards sealed under it. */
    private record Renewed(WrappedDek key, List<Moved> cards) {}

    private record Moved(UUID card, UUID from, UUID to, Custody.Resealed sealed) {}

    private int renew(List<UUID> accounts, RotationJob job) {
        List<CardKey> old = vault.createQuery(
                        "select k from CardKey k where k.accountId in :accounts and k.generation = :from order by k.accountId",
                        CardKey.class)
                .setParameter("accounts", accounts)
                .setParameter("from", job.getFrom())
                .getResultList();
        Map<UUID, List<Card>> own = cardsOf(accounts).stream().collect(Collectors.groupingBy(Card::getAccountId));
        int kek = versions.inUse(KeyKind.KEK);
        List<Renewed> renewed = new ArrayList<>();
        for (CardKey key : old) {
            List<Card> accountCards = own.getOrDefault(key.accountId(), List.of());
            holds(key.accountId(), key.id(), () -> renew(key, accountCards, kek, job.getTo(), renewed));
        }
        List<WrappedDek> keys = renewed.stream().map(Renewed::key).toList();
        write(
                "insert into card_key (dek_id, account_id, kek_version, wrapped, generation) select * from unnest(?, ?, ?, ?, ?)",
                keys.size(),
                new Column("uuid", keys.stream().map(WrappedDek::id).toArray(UUID[]::new)),
                new Column("uuid", keys.stream().map(WrappedDek::owner).toArray(UUID[]::new)),
                Column.same(kek, keys.size()),
                new Column("bytea", keys.stream().map(WrappedDek::wrapped).toArray(byte[][]::new)),
                Column.same(job.getTo(), keys.size()));
        List<Moved> moved =
                renewed.stream().flatMap(account -> account.cards().stream()).toList();
        write(
                "update card c set sealed_pan = n.pan, holder = n.holder, dek_id = n.dek from unnest(?, ?, ?, ?, ?)"
                        + " n (id, pan, holder, dek, was) where c.id = n.id and c.dek_id = n.was",
                moved.size(),
                new Column("uuid", moved.stream().map(Moved::card).toArray(UUID[]::new)),
                new Column(
                        "bytea", moved.stream().map(card -> card.sealed().pan()).toArray(byte[][]::new)),
                new Column(
                        "bytea",
                        moved.stream().map(card -> card.sealed().holder()).toArray(byte[][]::new)),
                new Column("uuid", moved.stream().map(Moved::to).toArray(UUID[]::new)),
                new Column("uuid", moved.stream().map(Moved::from).toArray(UUID[]::new)));
        return renewed.size();
    }

    /** All cards of the account, or none when one of them does not open. */
    private boolean renew(CardKey old, List<Card> own, int kek, int generation, List<Renewed> renewed) {
        CardKey fresh = Custody.freshKey(old.accountId(), kek, generation);
        List<Moved> moved = new ArrayList<>();
        try (Dek from = custody.open(old);
                Dek to = custody.open(fresh)) {
            for (Card card : own) {
                custody.reseal(card, from, to)
                        .ifPresent(anew -> moved.add(new Moved(card.getId(), old.id(), fresh.id(), anew)));
            }
        }
        return moved.size() == own.size() && renewed.add(new Renewed(fresh.dek(), moved));
    }

    private int recognise(List<UUID> rows, RotationJob job) {
        List<Card> some = vault.createQuery("select c from Card c where c.id in :rows order by c.id", Card.class)
                .setParameter("rows", rows)
                .getResultList();
        Map<UUID, CardKey> under = keys(some.stream().map(Card::dekId).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(CardKey::id, key -> key));
        Map<UUID, Fingerprint> fresh = new LinkedHashMap<>();
        for (Card card : some) {
            holds(card.getAccountId(), card.getId(), () -> {
                try (Dek dek = custody.open(under.get(card.dekId()))) {
                    fresh.put(
                            card.getId(),
                            custody.read(dek, card, pan -> Custody.fingerprint(card.getAccountId(), pan, job.getTo())));
                }
                return true;
            });
        }
        write(
                "update card c set fingerprint = n.fingerprint, fingerprint_version = n.version from unnest(?, ?, ?, ?)"
                        + " n (id, fingerprint, version, was) where c.id = n.id and c.fingerprint_version = n.was",
                fresh.size(),
                new Column("uuid", fresh.keySet().toArray(UUID[]::new)),
                new Column(
                        "bytea", fresh.values().stream().map(Fingerprint::bytes).toArray(byte[][]::new)),
                Column.same(job.getTo(), fresh.size()),
                Column.same(job.getFrom(), fresh.size()));
        return fresh.size();
    }

    /**
     * A value for each row.
     *
     * @param type what the database calls it
     */
    private record Column(String type, Object[] values) {

        static Column same(int value, int rows) {
            return new Column("int4", Collections.nCopies(rows, value).toArray(Integer[]::new));
        }
    }

    /** Writes all rows with one statement, which has to change each of them. */
    private void write(String statement, int rows, Column... columns) {
        Connection connection = vault.unwrap(Connection.class);
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < columns.length; i++) {
                prepared.setArray(i + 1, connection.createArrayOf(columns[i].type(), columns[i].values()));
            }
            if (prepared.executeUpdate() != rows) {
                throw new IllegalStateException("A row changed while it was locked.");
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
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
                : cardsOf(keys.stream().map(CardKey::accountId).toList()).stream()
                        .collect(Collectors.groupingBy(Card::dekId));
    }

    private List<Card> cardsOf(Collection<UUID> accounts) {
        return vault.createQuery("select c from Card c where c.accountId in :accounts", Card.class)
                .setParameter("accounts", accounts)
                .getResultList();
    }

    /** Removes data keys of an old generation under which nothing is sealed any more. */
    int sweep(int generation) {
        return vault.createNativeQuery(
                        "delete from card_key k where k.generation = ?1"
                                + " and not exists (select 1 from card c where c.account_id = k.account_id and c.dek_id = k.dek_id)"
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
}
