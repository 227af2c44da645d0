package net.korax.ams.person;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.persistence.Lease;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;

/** The outbox of mails. Queuing joins the caller's transaction; no page ever waits for a mail server. */
@Dependent
public class MailQueue {

    private static final Duration RETURNS = Duration.ofMinutes(5);

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @Inject
    private PersonSeal seal;

    @Inject
    private AuditTrail trail;

    public void add(UUID accountId, Mail mail) {
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            person.persist(new QueuedMail(accountId, mail, opened));
        }
    }

    /** Queues a mail in a transaction of its own, for what happened in another store. */
    @Transactional
    public void addNow(UUID accountId, Mail mail) {
        add(accountId, mail);
    }

    /**
     * Takes up the mail that has waited longest: nobody else does so for five minutes, on whatever server.
     *
     * @return empty when none is due
     */
    @Transactional
    public Optional<UUID> take() {
        for (QueuedMail mail = nextDue(); mail != null; mail = nextDue()) {
            if (mail.take()) {
                return Optional.of(mail.getId());
            }
            person.flush();
        }
        return Optional.empty();
    }

    private QueuedMail nextDue() {
        List<?> due = person.createNativeQuery(
                        "select * from mail_outbox where state = 'QUEUED' and due_at <= ?1 order by due_at limit 1"
                                + " for update skip locked",
                        QueuedMail.class)
                .setParameter(1, Time.now().atOffset(ZoneOffset.UTC))
                .getResultList();
        return due.isEmpty() ? null : (QueuedMail) due.get(0);
    }

    /** The mail, opened; empty when it has gone with its account. */
    @Transactional
    public Optional<Mail> read(UUID id) {
        return Optional.ofNullable(person.find(QueuedMail.class, id)).map(mail -> {
            try (PersonSeal.Opened opened = seal.open(mail.getAccountId())) {
                return mail.open(opened);
            }
        });
    }

    /** Keeps which address a mail goes to, for a report that it did not arrive. Before it leaves, since reports are quick. */
    @Transactional
    public void expectReport(UUID id, Mail mail) {
        QueuedMail queued = person.find(QueuedMail.class, id);
        if (queued != null && person.find(SentMail.class, SentMail.fingerprint(id)) == null) {
            person.persist(new SentMail(id, queued.getAccountId(), mail.recipient()));
        }
    }

    @Transactional
    public void sent(UUID id) {
        person.createQuery("delete from QueuedMail m where m.id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    @Transactional
    public void failed(UUID id, QueuedMail.Trouble why) {
        Optional.ofNullable(person.find(QueuedMail.class, id)).ifPresent(mail -> mail.failed(why));
    }

    /** Whether this server is the one that reads what comes back, for the next minutes. */
    @Transactional
    public boolean holdReturns() {
        return Lease.hold(person, "returns", RETURNS);
    }

    /** Uses up the row of a mail that did not arrive; empty when there is none, or none any more. */
    @Transactional
    public Optional<SentMail> returned(UUID id) {
        Optional<SentMail> sent = Optional.ofNullable(
                person.find(SentMail.class, SentMail.fingerprint(id), LockModeType.PESSIMISTIC_WRITE));
        sent.ifPresent(person::remove);
        return sent;
    }

    /** Mails that were given up, the oldest first. */
    @Transactional
    public List<QueuedMail> quarantined(int most) {
        return person.createQuery(
                        "select m from QueuedMail m where m.state = :state order by m.queuedAt", QueuedMail.class)
                .setParameter("state", QueuedMail.State.QUARANTINED)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Puts a mail that was given up back into the queue.
     *
     * @throws NotFound when it is not in quarantine any more
     */
    @Transactional
    public void retry(UUID id, String actor) {
        QueuedMail mail = givenUp(id);
        mail.retry();
        trail.record(person, AuditEntry.done(actor, "mail.retry", mail.getAccountId(), id));
    }

    /** Removes a mail that was given up. @throws NotFound when it is not in quarantine any more */
    @Transactional
    public void drop(UUID id, String actor) {
        QueuedMail mail = givenUp(id);
        person.remove(mail);
        trail.record(person, AuditEntry.done(actor, "mail.drop", mail.getAccountId(), id));
    }

    private QueuedMail givenUp(UUID id) {
        QueuedMail mail = id == null ? null : person.find(QueuedMail.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (mail == null || !mail.isQuarantined()) {
            throw new NotFound();
        }
        return mail;
    }

    /** The account that a waiting mail is about; empty when it has gone. */
    @Transactional
    public Optional<UUID> accountOf(UUID id) {
        return Optional.ofNullable(person.find(QueuedMail.class, id)).map(QueuedMail::getAccountId);
    }

    /** Removes what waits for some addresses, for a person who goes; a null address is nobody's. */
    public void forget(UUID accountId, EmailAddress... addresses) {
        Set<String> keys = Stream.of(addresses)
                .filter(Objects::nonNull)
                .map(EmailAddress::key)
                .collect(Collectors.toSet());
        List<QueuedMail> waiting = person.createQuery(
                        "select m from QueuedMail m where m.accountId = :account", QueuedMail.class)
                .setParameter("account", accountId)
                .getResultList();
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            waiting.stream()
                    .filter(mail -> keys.contains(mail.open(opened).recipient().key()))
                    .forEach(person::remove);
        }
        keys.forEach(key -> person.createQuery(
                        "delete from SentMail m where m.accountId = :account and m.address = :address")
                .setParameter("account", accountId)
                .setParameter("address", SentMail.fingerprint(key))
                .executeUpdate());
    }

    /** Removes what waits for an account, and which addresses it was written to; the number removed. */
    @Transactional
    public int purge(UUID accountId) {
        int waiting = person.createQuery("delete from QueuedMail m where m.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
        return waiting
                + person.createQuery("delete from SentMail m where m.accountId = :account")
                        .setParameter("account", accountId)
                        .executeUpdate();
    }
}
