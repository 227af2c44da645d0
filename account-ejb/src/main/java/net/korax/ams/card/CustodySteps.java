package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;

/** What is done to custody as a whole, in the trail. */
@Dependent
class CustodySteps {

    @Inject
    private CardRepository cards;

    @Inject
    private AuditTrail trail;

    @Transactional
    void remember(String actor, String operation) {
        trail.record(cards.store(), AuditEntry.done(actor, operation, null, null));
    }
}
