package net.korax.ams.retention;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.retention.Sweep.LeaseLost;

/** One round over all rules. A rule that fails is noted, and the others still go; the next night begins with what is left. */
@Dependent
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class.getName());

    @Inject
    private RunBook book;

    @Inject
    private Sweep sweep;

    @Inject
    private UnusedAccounts accounts;

    /** Goes round if that is due and no other server does. */
    void goIfDue() {
        if (book.isMine()) {
            go();
        }
    }

    void go() {
        for (Rule rule : Rule.values()) {
            try {
                go(rule);
            } catch (LeaseLost late) {
                LOG.log(Level.WARNING, "Another server has taken the round of retention over.");
                return;
            }
        }
    }

    private void go(Rule rule) {
        RetentionRun run = book.begin(rule);
        Tally tally = new Tally();
        try {
            if (rule.isOfATable()) {
                remove(rule, tally);
            } else {
                accounts.goThrough(tally);
            }
            book.end(run, tally.found, tally.deleted, null);
        } catch (LeaseLost late) {
            throw late;
        } catch (RuntimeException failed) {
            String why = failed.getClass().getSimpleName();
            LOG.log(Level.WARNING, "Retention of {0} failed: {1}", new Object[] {rule, why});
            book.end(run, tally.found, tally.deleted, why);
        }
    }

    private void remove(Rule rule, Tally tally) {
        tally.found = sweep.found(rule);
        int removed;
        do {
            removed = sweep.removeBatch(rule);
            tally.deleted += removed;
        } while (removed == Sweep.BATCH);
    }

    /** What a run has come to so far. */
    static final class Tally {

        private long found;
        private long deleted;

        void warned() {
            found++;
        }

        void closed() {
            found++;
            deleted++;
        }
    }
}
