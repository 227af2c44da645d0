package net.korax.ams.account;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.person.BeforeAfter;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** Opens sealed values of the trail and leaves the entry of it in the same transaction: without the entry nothing is given out. */
@Dependent
public class SealedChanges {

    @Inject
    private HolderRepository holders;

    @Inject
    private PersonSeal seal;

    @Inject
    private AuditTrail trail;

    @Transactional
    List<BeforeAfter.Value> show(AuditEvent entry, String reason, String actor) {
        UUID account = entry.getAccountId();
        trail.requireOpen(holders.store());
        try (PersonSeal.Opened opened = seal.open(account)) {
            byte[] why = new BeforeAfter().field("reason", null, reason).sealed(opened, entry.getEventId());
            trail.record(
                    holders.store(),
                    AuditEntry.done(actor, "trail.show-values", account, entry.getEventId())
                            .with(why));
            return BeforeAfter.open(opened, entry.getObjectId(), entry.sealed());
        } catch (NotFound gone) {
            throw new Refused("trail.erased");
        }
    }
}
