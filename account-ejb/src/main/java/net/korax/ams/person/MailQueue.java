package net.korax.ams.person;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.shared.Time;

/** The outbox of mails. Queuing joins the caller's transaction; no page ever waits for a mail server. */
@Dependent
public class MailQueue {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @Inject
    private PersonSeal seal;

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

    /** Ids of mails that are due, oldest first. */
    @Transactional
    public List<UUID> due(int most) {
        return person.createQuery(
                        "select m.id from QueuedMail m where m.state = :queued and m.dueAt <= :now order by m.dueAt",
                        UUID.class)
                .setParameter("queued", QueuedMail.State.QUEUED)
                .setParameter("now", Time.now())
                .setMaxResults(most)
                .getResultList();
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

    @Transactional
    public void sent(UUID id) {
        person.createQuery("delete from QueuedMail m where m.id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    @Transactional
    public void failed(UUID id) {
        Optional.ofNullable(person.find(QueuedMail.class, id)).ifPresent(QueuedMail::failed);
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
    }

    /** Removes what waits for an account; the number removed. */
    @Transactional
    public int purge(UUID accountId) {
        return person.createQuery("delete from QueuedMail m where m.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
    }
}
