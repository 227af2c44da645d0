package net.korax.ams.card;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** So many processors seal at the same time, at most. */
    static final int PROCESSORS = Math.min(4, Runtime.getRuntime().availableProcessors());

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

    @Resource
    private ManagedExecutorService executor;

    /** The next rows after the job's cursor: read at once, sealed by all processors, written at once. */
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
        List<WrappedDek> fresh = each(keys(rows), Stored::of, key -> ring.rewrap(key.dek(), job.getTo()));
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
        List<Renewed> renewed = each(
                old, Stored::of, key -> renew(key, own.getOrDefault(key.accountId(), List.of()), kek, job.getTo()));
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

    /** The account's next key and its cards under it; null when a card's fingerprint is not that of its number. */
    private Renewed renew(CardKey old, List<Card> own, int kek, int generation) {
        CardKey fresh = Custody.freshKey(old.accountId(), kek, generation);
        List<Moved> moved = new ArrayList<>();
        try (Dek from = custody.open(old);
                Dek to = custody.open(fresh)) {
            for (Card card : own) {
                custody.reseal(card, from, to)
                        .ifPresent(anew -> moved.add(new Moved(card.getId(), old.id(), fresh.id(), anew)));
            }
        }
        return moved.size() == own.size() ? new Renewed(fresh.dek(), moved) : null;
    }

    private record Recognised(UUID card, Fingerprint fingerprint) {}

    private int recognise(List<UUID> rows, RotationJob job) {
        List<Card> some = vault.createQuery("select c from Card c where c.id in :rows order by c.id", Card.class)
                .setParameter("rows", rows)
                .getResultList();
        Map<UUID, CardKey> under = keys(some.stream().map(Card::dekId).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(CardKey::id, key -> key));
        List<Recognised> fresh = each(some, Stored::of, card -> {
            try (Dek dek = custody.open(under.get(card.dekId()))) {
                return new Recognised(
                        card.getId(),
                        custody.read(dek, card, pan -> Custody.fingerprint(card.getAccountId(), pan, job.getTo())));
            }
        });
        write(
                "update card c set fingerprint = n.fingerprint, fingerprint_version = n.version from unnest(?, ?, ?, ?)"
                        + " n (id, fingerprint, version, was) where c.id = n.id and c.fingerprint_version = n.was",
                fresh.size(),
                new Column("uuid", fresh.stream().map(Recognised::card).toArray(UUID[]::new)),
                new Column(
                        "bytea",
                        fresh.stream().map(card -> card.fingerprint().bytes()).toArray(byte[][]::new)),
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
        List<CardKey> held = each(keys, Stored::of, key -> {
            try (Dek dek = custody.open(key)) {
                return under.getOrDefault(key.id(), List.of()).stream().allMatch(card -> custody.holds(dek, card))
                        ? key
                        : null;
            }
        });
        return new Batch(
                keys.isEmpty() ? null : keys.get(keys.size() - 1).id(), held.size(), keys.size() - held.size());
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

    /** Whose row it is and which, for the event that it leaves when its seal does not hold. */
    private record Stored(UUID account, UUID id) {

        static Stored of(CardKey key) {
            return new Stored(key.accountId(), key.id());
        }

        static Stored of(Card card) {
            return new Stored(card.getAccountId(), card.getId());
        }
    }

    /**
     * Opens and seals, on all processors at once, outside the caller's transaction.
     *
     * @param work null, or an exception, when the seals of a row do not hold; changes nothing
     * @return what was made of the rows that hold, in their order; each of the others leaves an event
     */
    private <T, R> List<R> each(List<T> rows, Function<T, Stored> which, Function<T, R> work) {
        int slice = Math.max(1, -(-rows.size() / PROCESSORS));
        List<Callable<List<R>>> slices = IntStream.iterate(0, from -> from < rows.size(), from -> from + slice)
                .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + slice)))
                .<Callable<List<R>>>map(
                        some -> () -> some.stream().map(row -> made(row, work)).toList())
                .toList();
        List<R> made = new ArrayList<>();
        try {
            for (Future<List<R>> done : executor.invokeAll(slices)) {
                made.addAll(done.get());
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(ending);
        }
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i) == null) {
                Stored broken = which.apply(rows.get(i));
                refusals.refused(AuditEntry.SYSTEM, "card.seal-broken", broken.account(), broken.id());
            }
        }
        return made.stream().filter(Objects::nonNull).toList();
    }

    private static <T, R> R made(T row, Function<T, R> work) {
        try {
            return work.apply(row);
        } catch (SealBroken | InvalidValue broken) {
            return null;
        }
    }
}
