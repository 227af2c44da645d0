package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * Whether the caller proved a short while ago who he is: asked before what somebody at a screen left alone must not do, such as adding
 * a card, closing the account, changing an address or a second factor (ASVS 7.5.1, 7.5.3). A sign-in is such a proof.
 */
@Dependent
public class FreshProof {

    /** For so long after a proof nothing more is asked. */
    static final Duration LASTS = Duration.ofMinutes(10);

    @Inject
    private VisitRepository visits;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    /**
     * @param object what the caller wants to change, or null
     * @throws Refused {@code proof.needed}; trying leaves an event
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void require(UUID object) {
        if (!holds(LASTS)) {
            refusals.refused(caller.actor(), "proof.needed", null, object);
            throw new Refused("proof.needed");
        }
    }

    /** Whether the last proof is not older than {@code atMost}; outside of a visit there is none. */
    boolean holds(Duration atMost) {
        Instant earliest = Time.now().minus(atMost);
        return caller.visitId()
                .flatMap(visits::find)
                .filter(visit -> !visit.hasEnded() && visit.getProvedAt().isAfter(earliest))
                .isPresent();
    }
}
