package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.account.Accounts;
import net.korax.ams.card.Cards;
import net.korax.ams.catalogue.Orders;
import net.korax.ams.charge.Charges;
import net.korax.ams.contact.Contacts;
import net.korax.ams.disclosure.Disclosures;
import net.korax.ams.export.Exports;
import net.korax.ams.identity.Users;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.Refused;

/**
 * Takes an erasure through its steps, as far as it comes now. A step is done, then its row is moved on: stopped between the two it
 * is done again, which finds nothing left to do. An undecided charge is waited for; a mail server that is away for some twenty
 * tries is waited for no longer, because erasing was promised and a farewell was not.
 */
@Dependent
class Eraser {

    private static final Logger LOG = Logger.getLogger(Eraser.class.getName());
    private static final int FAREWELL_TRIES = 20;

    @Inject
    private ErasureLedger ledger;

    @Inject
    private OutsideLedger outside;

    @Inject
    private Places places;

    @Inject
    private Accounts accounts;

    @Inject
    private Users users;

    @Inject
    private Contacts contacts;

    @Inject
    private Exports exports;

    @Inject
    private Disclosures disclosures;

    @Inject
    private MailQueue mails;

    @Inject
    private Cards cards;

    @Inject
    private Charges charges;

    @Inject
    private Orders orders;

    @Inject
    private Event<AccountClosing> closing;

    /** Goes on where nobody waits for it: who has closed his account sees the progress. */
    void goOn(@ObservesAsync ErasureBegun begun) {
        proceed(begun.accountId());
    }

    /** Takes the first step alone: from here on nobody changes anything of the account and nobody is signed in to it. */
    Erasure freeze(UUID accountId) {
        Erasure erasure = ledger.get(accountId);
        return erasure.getStep() == Erasure.Step.FREEZE ? step(erasure) : erasure;
    }

    /** Takes every step that can be taken now. */
    Erasure proceed(UUID accountId) {
        Erasure erasure = ledger.get(accountId);
        Erasure.Step before = null;
        while (!erasure.isFinished() && erasure.getStep() != before) {
            before = erasure.getStep();
            erasure = step(erasure);
        }
        return erasure;
    }

    /** One step; an erasure that has to wait comes back as it was. */
    private Erasure step(Erasure erasure) {
        UUID accountId = erasure.getAccountId();
        try {
            return ledger.done(accountId, erasure.getStep(), take(erasure));
        } catch (Refused wait) {
            ledger.tried(accountId);
            LOG.log(Level.INFO, "Erasure of {0} waits: {1}", new Object[] {accountId, wait.code()});
        } catch (RuntimeException fault) {
            ledger.tried(accountId);
            LOG.log(Level.WARNING, "Erasure of {0} waits: {1}", new Object[] {
                accountId, fault.getClass().getSimpleName()
            });
        }
        return erasure;
    }

    private int take(Erasure erasure) {
        UUID account = erasure.getAccountId();
        return switch (erasure.getStep()) {
            case FREEZE -> {
                outside.note(erasure);
                cards.freeze(account);
                accounts.freezePerson(account);
                users.endVisits(account);
                yield 0;
            }
            case SEARCH -> search(account);
            case SETTLE -> settle(account);
            case TELL -> tell(erasure);
            case CARDS -> cards.erase(account);
            case PERSON ->
                exports.erase(account)
                        + disclosures.erase(account)
                        + mails.purge(account)
                        + contacts.erase(account)
                        + accounts.erasePerson(account);
            case LOG_IN -> users.erase(account) + orders.erase(account);
            case TOMBSTONE -> {
                accounts.bury(account);
                yield 1;
            }
            case CERTIFY -> certify(erasure);
            case DONE -> 0;
        };
    }

    /** Finds out what belongs to the account, and where all of it stands. */
    private int search(UUID account) {
        Set<String> subjects = places.belongingTo(account);
        subjects.addAll(users.fingerprints(account));
        SortedMap<String, Long> found = count(subjects);
        String held = found.entrySet().stream()
                .filter(place -> place.getValue() > 0)
                .map(place -> place.getKey() + "=" + place.getValue())
                .collect(Collectors.joining(" "));
        ledger.found(account, String.join(" ", subjects), held);
        return subjects.size();
    }

    /** Looks everywhere once more; whatever is left but what may stay keeps the erasure from being finished. */
    private int certify(Erasure erasure) {
        SortedMap<String, Long> after = count(Set.of(erasure.subjects().split(" ")));
        List<String> left = after.entrySet().stream()
                .filter(place -> place.getValue() > 0 && !DataMap.stays(place.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (!left.isEmpty()) {
            LOG.log(Level.SEVERE, "Erasure of {0} has left something in {1}", new Object[] {erasure.getAccountId(), left
            });
            throw new Refused("erasure.left-over");
        }
        Map<String, Long> before = Stream.of(erasure.found().split(" "))
                .map(place -> place.split("="))
                .collect(Collectors.toMap(place -> place[0], place -> Long.valueOf(place[1])));
        ledger.certified(erasure.getAccountId(), Certificate.issue(erasure, before, after));
        return 0;
    }

    private SortedMap<String, Long> count(Set<String> subjects) {
        SortedMap<String, Long> found = new TreeMap<>();
        Places.STORES.forEach(store -> found.putAll(places.count(store, subjects, Places.Thoroughness.USUAL)));
        return found;
    }

    private int settle(UUID account) {
        if (charges.anyUndecided(account)) {
            throw new Refused("erasure.charge-undecided");
        }
        return 0;
    }

    private int tell(Erasure erasure) {
        if (erasure.isReplayed()) {
            return 0;
        }
        try {
            closing.fire(new AccountClosing(erasure.getAccountId(), erasure.getCertificateId()));
        } catch (Refused mailServerAway) {
            if (erasure.attempts() < FAREWELL_TRIES) {
                throw mailServerAway;
            }
        }
        return 0;
    }
}
