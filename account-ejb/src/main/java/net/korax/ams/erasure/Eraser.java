package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.account.Accounts;
import net.korax.ams.card.Cards;
import net.korax.ams.catalogue.Orders;
import net.korax.ams.charge.Charges;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Refused;

/**
 * Takes an erasure through its steps, as far as it comes now. A step is done, then its row is moved on, in one transaction where both are in
 * one store: stopped between the two it is done again, which finds nothing left to do. An undecided charge is waited for; a mail server
 * that is away for some twenty tries is waited for no longer, because erasing was promised and a farewell was not.
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
    private Belongings belongings;

    @Inject
    private Accounts accounts;

    @Inject
    private PersonEraser people;

    @Inject
    private Users users;

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

    /**
     * Takes a step as far as it is in other stores than the ledger's. What is left is in the ledger's own, and is done in the transaction that
     * moves its row on; it gives the number of rows.
     */
    private IntSupplier take(Erasure erasure) {
        UUID account = erasure.getAccountId();
        return switch (erasure.getStep()) {
            case FREEZE -> {
                outside.note(erasure);
                cards.freeze(account);
                accounts.freezePerson(account);
                yield () -> {
                    users.endVisits(account);
                    return 0;
                };
            }
            case SEARCH -> search(account);
            case SETTLE -> settle(account);
            case TELL -> tell(erasure);
            case CARDS -> removed(cards.erase(account));
            case PERSON -> removed(people.erase(account));
            case LOG_IN -> () -> users.erase(account) + orders.erase(account);
            case TOMBSTONE ->
                () -> {
                    accounts.bury(account);
                    return 1;
                };
            case CERTIFY -> certify(erasure);
            case DONE -> removed(0);
        };
    }

    private static IntSupplier removed(int rows) {
        return () -> rows;
    }

    /** Finds out what belongs to the account, and where all of it stands. */
    private IntSupplier search(UUID account) {
        List<Places.Layout> stores = belongings.stores();
        Set<String> subjects = belongings.of(account, stores);
        subjects.addAll(users.fingerprints(account));
        SortedMap<String, Long> found = belongings.count(subjects, stores);
        String held = found.entrySet().stream()
                .filter(place -> place.getValue() > 0)
                .map(place -> place.getKey() + "=" + place.getValue())
                .collect(Collectors.joining(" "));
        return () -> {
            ledger.found(account, String.join(" ", subjects), held);
            return subjects.size();
        };
    }

    /** Looks everywhere once more; whatever is left but what may stay keeps the erasure from being finished. */
    private IntSupplier certify(Erasure erasure) {
        SortedMap<String, Long> after =
                belongings.count(Set.of(erasure.subjects().split(" ")), belongings.stores());
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
        Certificate certificate = Certificate.issue(erasure, before, after);
        return () -> {
            ledger.certified(erasure.getAccountId(), certificate);
            return 0;
        };
    }

    private IntSupplier settle(UUID account) {
        if (charges.anyUndecided(account)) {
            throw new Refused("erasure.charge-undecided");
        }
        return removed(0);
    }

    private IntSupplier tell(Erasure erasure) {
        if (erasure.isReplayed()) {
            return removed(0);
        }
        try {
            closing.fire(new AccountClosing(erasure.getAccountId(), erasure.getCertificateId()));
        } catch (Refused mailServerAway) {
            if (erasure.attempts() < FAREWELL_TRIES) {
                throw mailServerAway;
            }
        }
        return removed(0);
    }
}
