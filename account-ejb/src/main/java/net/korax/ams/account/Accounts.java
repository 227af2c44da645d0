package net.korax.ams.account;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.person.LookLog;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.person.SearchIndex;
import net.korax.ams.shared.Time;

/** Steps of the journeys that open and close accounts; no page reaches them. Each touches one store. */
@Dependent
public class Accounts {

    @Inject
    private AccountRepository accounts;

    @Inject
    private HolderRepository holders;

    @Inject
    private PersonAccounts personAccounts;

    @Inject
    private PersonSeal seal;

    @Inject
    private SearchIndex index;

    @Inject
    private LookLog looks;

    @Inject
    private MailQueue mails;

    @Inject
    private AuditTrail trail;

    /** Opens the account in {@code ams_core}, in state {@code OPENING}. */
    @Transactional
    public Account open(AccountKind kind, ServiceKind service) {
        Account account = new Account(accounts.nextNumber(), kind, service);
        accounts.store().persist(account);
        trail.record(
                accounts.store(), AuditEntry.done(AuditEntry.SYSTEM, "account.open", account.getId(), account.getId()));
        return account;
    }

    /** Makes the account's row, key and holder in {@code ams_person}; joins the caller's transaction. */
    @Transactional
    public void openPerson(UUID accountId, HolderDetails details, String locale) {
        holders.store().persist(new PersonAccount(accountId, locale));
        seal.begin(accountId);
        holders.store().flush();
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            holders.store().persist(new AccountHolder(accountId, details, opened));
        }
        index.indexName(accountId, accountId, details.name().value());
    }

    /** The holder, opened; for a service that remembers the look. */
    @Transactional
    public HolderDetails holder(UUID accountId) {
        AccountHolder holder = holders.get(accountId);
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            return holder.details(opened);
        }
    }

    /** Whether a holder has what this kind of account asks for; asked from within steps in another store, so in a transaction of its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void check(UUID accountId, HolderDetails details) {
        Account account = accounts.get(accountId);
        details.checkFor(account.getKind(), account.getService());
    }

    /**
     * Changes the holder; joins the caller's transaction.
     *
     * @param request the customer's request under which staff do it; null for the customer himself
     */
    @Transactional
    public void changeHolder(UUID accountId, HolderDetails details, String actor, UUID request) {
        personAccounts.lock(accountId);
        AccountHolder holder = holders.get(accountId);
        byte[] changed;
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            changed = HolderDetails.between(holder.details(opened), details).sealed(opened, accountId);
            holder.change(details, opened);
        }
        index.forget(accountId, accountId);
        index.indexName(accountId, accountId, details.name().value());
        trail.record(
                holders.store(),
                AuditEntry.done(actor, "holder.change", accountId, accountId)
                        .under(request)
                        .with(changed));
    }

    @Transactional
    public void activate(UUID accountId) {
        accounts.lock(accountId).activate();
    }

    /** Undoes an opening that could not be finished. */
    @Transactional
    public void abandon(UUID accountId) {
        Account account = accounts.lock(accountId);
        if (account.getStatus() == Account.Status.OPENING) {
            accounts.store().remove(account);
            trail.record(accounts.store(), AuditEntry.done(AuditEntry.SYSTEM, "account.abandon", accountId, accountId));
        }
    }

    /** Starts the closing; from here on nothing of the account can be changed. */
    @Transactional
    public void close(UUID accountId, String typedNumber, String actor) {
        accounts.lock(accountId).close(typedNumber);
        trail.record(accounts.store(), AuditEntry.done(actor, "account.close", accountId, accountId));
    }

    /** Closes an account once more that a restored backup has brought back; one that has gone stays away. */
    @Transactional
    public void closeAgain(UUID accountId) {
        accounts.lock(accountId).closeAgain();
        trail.record(accounts.store(), AuditEntry.done(AuditEntry.SYSTEM, "account.close-again", accountId, accountId));
    }

    /** Which of some accounts are there and not closed for good. */
    @Transactional
    public List<UUID> notClosed(Collection<UUID> accountIds) {
        return accounts.store()
                .createQuery("select a.id from Account a where a.id in :ids and a.status <> :closed", UUID.class)
                .setParameter("ids", accountIds)
                .setParameter("closed", Account.Status.CLOSED)
                .getResultList();
    }

    /** Which of some accounts have people. */
    @Transactional
    public List<UUID> withPeople(Collection<UUID> accountIds) {
        return holders.store()
                .createQuery("select a.id from PersonAccount a where a.id in :ids", UUID.class)
                .setParameter("ids", accountIds)
                .getResultList();
    }

    /** Freezes the account in {@code ams_person}. Freezing twice is no error, nor is an account that has gone. */
    @Transactional
    public void freezePerson(UUID accountId) {
        PersonAccount account = holders.store().find(PersonAccount.class, accountId);
        if (account != null) {
            account.freeze();
        }
    }

    /**
     * Removes holder, key and row from {@code ams_person}, after the contacts have gone, and the mails that wait; the number of rows.
     * The row is locked first, so that no mail is queued any more.
     */
    @Transactional
    public int erasePerson(UUID accountId) {
        PersonAccount account = holders.store().find(PersonAccount.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        if (account == null) {
            return 0;
        }
        int removed = index.forget(accountId) + mails.purge(accountId) + looks.forget(accountId);
        removed += holders.store()
                .createQuery("delete from IdentityVerdict v where v.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
        AccountHolder holder = holders.store().find(AccountHolder.class, accountId);
        if (holder != null) {
            holders.store().remove(holder);
            removed++;
        }
        seal.destroy(accountId);
        holders.store().flush();
        holders.store().remove(account);
        trail.record(holders.store(), AuditEntry.done(AuditEntry.SYSTEM, "person.erase", accountId, accountId));
        return removed + 2;
    }

    /** Leaves the tombstone. */
    @Transactional
    public void bury(UUID accountId) {
        accounts.lock(accountId).bury();
        trail.record(accounts.store(), AuditEntry.done(AuditEntry.SYSTEM, "account.bury", accountId, accountId));
    }

    /** The account, for a journey that has its id. */
    @Transactional
    public Account get(UUID accountId) {
        return accounts.get(accountId);
    }

    /** Whether an account takes cards; asked from within steps in another store, so in a transaction of its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean takesCards(UUID accountId) {
        return accounts.get(accountId).getService().takesCards();
    }

    /** Accounts whose opening began longer ago than {@code patience} and did not end. */
    @Transactional
    public List<UUID> openingSince(Duration patience) {
        return accounts.store()
                .createQuery(
                        "select a.id from Account a where a.status = :opening and a.openedAt < :before", UUID.class)
                .setParameter("opening", Account.Status.OPENING)
                .setParameter("before", Time.now().minus(patience))
                .setMaxResults(100)
                .getResultList();
    }
}
