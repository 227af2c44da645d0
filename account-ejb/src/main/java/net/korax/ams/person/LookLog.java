package net.korax.ams.person;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * Remembers each look of staff at something personal, before it is shown: a line for the customer, an audit entry, and a count (P02). Who
 * has looked {@code ams.looks-per-hour} times ({@value #USUAL} unless set) within the last hour looks no further, and the house is told.
 */
@Dependent
public class LookLog {

    /** So many looks an hour, unless the setting says otherwise. */
    static final int USUAL = 20;

    private static final Duration COUNTED = Duration.ofHours(1);
    private static final int SHOWN = 500;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @Inject
    private PersonSeal seal;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    /**
     * Remembers one look; joins the caller's transaction.
     *
     * @param contactId null for the holder
     * @throws Refused {@code look.too-many}; trying leaves an event
     */
    @Transactional
    public void remember(Looker looker, UUID accountId, UUID contactId, PersonalField field, LookGround ground) {
        count(looker, accountId, contactId);
        write(looker, accountId, contactId, field, ground);
    }

    /**
     * Remembers that an address was searched for, and in which accounts it was found: one look, whatever it found.
     *
     * @throws Refused {@code look.too-many}; trying leaves an event
     */
    @Transactional
    public void rememberSearch(Looker looker, List<UUID> found, LookGround ground) {
        count(looker, null, null);
        if (found.isEmpty()) {
            forgetUncounted();
            person.persist(new Look(looker, null, null, PersonalField.FOUND_BY_EMAIL, ground, null));
            trail.record(
                    person,
                    AuditEntry.done(looker.userId().toString(), PersonalField.FOUND_BY_EMAIL.operation(), null, null));
        }
        found.forEach(account -> write(looker, account, null, PersonalField.FOUND_BY_EMAIL, ground));
    }

    /** Looks at an account and its contacts, the newest first. */
    public List<Look> ofAccount(UUID accountId) {
        List<Look> looks = person.createQuery(
                        "select l from Look l where l.accountId = :account order by l.at desc", Look.class)
                .setParameter("account", accountId)
                .setMaxResults(SHOWN)
                .getResultList();
        if (!looks.isEmpty()) {
            try (PersonSeal.Opened opened = seal.open(accountId)) {
                looks.forEach(look -> look.open(opened));
            }
        }
        return looks;
    }

    /** Takes a contact that goes out of the looks at it, with what was noted. */
    public void forgetContact(UUID accountId, UUID contactId) {
        person.createQuery("update Look l set l.contactId = null, l.note = null"
                        + " where l.accountId = :account and l.contactId = :contact")
                .setParameter("account", accountId)
                .setParameter("contact", contactId)
                .executeUpdate();
    }

    /** Removes the looks at an account that is being erased; the number removed. */
    public int forget(UUID accountId) {
        return person.createQuery("delete from Look l where l.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
    }

    private void write(Looker looker, UUID accountId, UUID contactId, PersonalField field, LookGround ground) {
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            person.persist(new Look(looker, accountId, contactId, field, ground, opened));
        }
        UUID object = contactId == null ? accountId : contactId;
        trail.record(
                person,
                AuditEntry.done(looker.userId().toString(), field.operation(), accountId, object)
                        .under(ground.requestId()));
    }

    /** One person's looks are counted one after the other, so that none slips through beside another. */
    private void count(Looker looker, UUID accountId, UUID contactId) {
        person.createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)")
                .setParameter(1, looker.userId().toString())
                .getSingleResult();
        int most =
                Configuration.get("ams.looks-per-hour").map(Integer::parseInt).orElse(USUAL);
        List<Instant> reached = most == 0
                ? List.of(Time.now())
                : person.createQuery(
                                "select l.at from Look l where l.byUser = :user and l.at > :since order by l.at desc",
                                Instant.class)
                        .setParameter("user", looker.userId())
                        .setParameter("since", Time.now().minus(COUNTED))
                        .setFirstResult(most - 1)
                        .setMaxResults(1)
                        .getResultList();
        if (!reached.isEmpty()) {
            refusals.refused(
                    looker.userId().toString(), "look.too-many", accountId, contactId == null ? accountId : contactId);
            Duration rest = Duration.between(Time.now(), reached.get(0).plus(COUNTED));
            throw new Refused("look.too-many", most, rest.toMinutes() + 1);
        }
    }

    private void forgetUncounted() {
        person.createQuery("delete from Look l where l.accountId is null and l.at < :since")
                .setParameter("since", Time.now().minus(COUNTED))
                .executeUpdate();
    }
}
