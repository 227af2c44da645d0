package net.korax.ams.export;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.persistence.Lease;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * The copies in {@code ams_person}. Whatever changes one locks the account's row first, as an erasure and the removal of a contact do: what
 * is added to a copy after either finds it gone or outdated, and is not added.
 */
@Dependent
public class Exports {

    private static final String WORK = "export";
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** A download that its server did not end is over after so long. */
    private static final Duration TAKING = Duration.ofMinutes(30);

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private PersonSeal seal;

    @Inject
    private AuditTrail trail;

    @Inject
    private Event<ExportReady> ready;

    @Transactional
    Optional<DataExport> ofAccount(UUID accountId) {
        return person.createQuery("select e from DataExport e where e.accountId = :account", DataExport.class)
                .setParameter("account", accountId)
                .getResultStream()
                .findFirst();
    }

    /** Those that are built or wait, the one that was asked for first before the others. */
    @Transactional
    List<DataExport> going(DataExport.State state) {
        return person.createQuery(
                        "select e from DataExport e where e.state = :state order by e.askedAt", DataExport.class)
                .setParameter("state", state)
                .getResultList();
    }

    @Transactional
    DataExport get(UUID id) {
        return person.find(DataExport.class, id);
    }

    /**
     * Begins a copy; one that waits, was taken or is outdated makes room.
     *
     * @param total about how many rows it will have
     * @throws Refused {@code export.building} while there is one that is built
     */
    @Transactional
    DataExport begin(UUID accountId, long total, String actor) {
        accounts.lock(accountId);
        if (ofAccount(accountId).filter(is(DataExport.State.BUILDING)).isPresent()) {
            throw new Refused("export.building");
        }
        erase(accountId);
        DataExport begun = new DataExport(accountId, total);
        person.persist(begun);
        trail.record(person, AuditEntry.done(actor, "export.ask", accountId, begun.getId()));
        return begun;
    }

    /**
     * Adds a page where the copy stands, and makes it ready with the last one.
     *
     * @param seen the copy as the page was read for it
     * @param next where the section goes on; null when it is over
     * @return false when somebody else went on with it, or it is wanted no more
     */
    @Transactional
    boolean add(DataExport seen, Page page, String next, UUID server) {
        UUID accountId = seen.accountId();
        accounts.lock(accountId);
        DataExport copy = person.find(DataExport.class, seen.getId());
        if (copy == null || copy.version() != seen.version() || !Lease.hold(person, WORK, server, LEASE)) {
            return false;
        }
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            person.createNativeQuery("insert into data_export_part (export_id, number, sealed) values (?1, ?2, ?3)")
                    .setParameter(1, copy.getId())
                    .setParameter(2, copy.parts())
                    .setParameter(3, opened.seal(copy.getId(), name(copy.parts()), page.json(opened)))
                    .executeUpdate();
        }
        copy.reached(next, page.rows().size());
        if (copy.section() == ExportMap.all().size()) {
            copy.end(DataExport.State.READY);
            trail.record(person, AuditEntry.done(AuditEntry.SYSTEM, "export.ready", accountId, copy.getId()));
            ready.fire(new ExportReady(accountId));
        }
        return true;
    }

    /** Whether this server is the one that builds copies, for the next minute; each step asks again. */
    @Transactional
    boolean isMine(UUID server) {
        return Lease.hold(person, WORK, server, LEASE);
    }

    /**
     * Takes the copy that waits; from here on nobody else can.
     *
     * @throws Refused {@code export.gone} when none waits
     */
    @Transactional
    DataExport take(UUID accountId, String actor) {
        accounts.lock(accountId);
        DataExport taken =
                ofAccount(accountId).filter(is(DataExport.State.READY)).orElseThrow(() -> new Refused("export.gone"));
        taken.end(DataExport.State.TAKEN);
        trail.record(person, AuditEntry.done(actor, "export.take", accountId, taken.getId()));
        return taken;
    }

    /** One part of a copy that was taken, as bytes of the document. */
    @Transactional
    String part(DataExport taken, int number) {
        byte[] sealed = (byte[])
                person.createNativeQuery("select sealed from data_export_part where export_id = ?1 and number = ?2")
                        .setParameter(1, taken.getId())
                        .setParameter(2, number)
                        .getSingleResult();
        try (PersonSeal.Opened opened = seal.open(taken.accountId())) {
            return opened.open(taken.getId(), name(number), sealed);
        }
    }

    /** Destroys the text of a copy; what became of it stays, for the page. */
    @Transactional
    void empty(UUID id) {
        person.createNativeQuery("delete from data_export_part where export_id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Destroys the text of copies whose download was not ended by the server that began it. */
    @Transactional
    void emptyLeft() {
        Instant before = Time.now().minus(TAKING);
        person.createNativeQuery("delete from data_export_part p using data_export e where e.id = p.export_id"
                        + " and e.state = 'TAKEN' and e.ended_at < ?1")
                .setParameter(1, before.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** A card was deleted that the copy may tell of: it goes (P15). Of contacts the database sees to that itself. */
    @Transactional
    void outdate(DataExport seen) {
        accounts.lock(seen.accountId());
        DataExport copy = person.find(DataExport.class, seen.getId());
        if (copy != null
                && (is(DataExport.State.READY).test(copy)
                        || is(DataExport.State.BUILDING).test(copy))) {
            copy.end(DataExport.State.OUTDATED);
            empty(copy.getId());
        }
    }

    /** Removes the copy of an account; the number of rows. */
    @Transactional
    public int erase(UUID accountId) {
        return person.createNativeQuery("delete from data_export where account_id = ?1")
                .setParameter(1, accountId)
                .executeUpdate();
    }

    private static Predicate<DataExport> is(DataExport.State state) {
        return copy -> copy.getState() == state;
    }

    /** Under which a part is sealed: it opens in its own place alone. */
    private static String name(int number) {
        return "export.part." + number;
    }
}
