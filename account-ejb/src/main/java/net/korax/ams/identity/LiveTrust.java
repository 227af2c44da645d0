package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.Refused;

/**
 * Whether the caller is trusted with cards now (P17). The role in his session says that he was when he signed in; so each use of a
 * card asks the database, and trust that was ended, or ran out, is over at once. It stands in another store than the card: asked as
 * the last thing before a use is committed, in a transaction of its own.
 */
@Dependent
public class LiveTrust {

    @Inject
    private UserRepository users;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /**
     * @param object what the caller wants to use: a card, a request; null when it is custody as a whole
     * @throws Refused {@code trust.ended}; trying leaves an event
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void require(UUID accountId, UUID object) {
        if (!users.isTrusted(caller.userId())) {
            refusals.refused(caller.actor(), "trust.use", accountId, object);
            throw new Refused("trust.ended");
        }
    }
}
