package net.korax.ams.account;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.AuditService;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.person.BeforeAfter;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.NotFound;

/** What an entry of the trail holds sealed: opened for the auditor one entry at a time, with a reason that is remembered (P02). */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SealedChangeService {

    private static final int LONGEST_REASON = 200;

    @Inject
    private AuditService audit;

    @Inject
    private SealedChanges changes;

    @Inject
    private Caller caller;

    /**
     * The values before and after of one entry. It was asked for is in the trail, with the reason sealed as the values are.
     *
     * @throws NotFound when there is no such entry, or it seals nothing
     * @throws net.korax.ams.shared.Refused {@code trail.erased} when the account's key is gone, and with it what was sealed
     * @throws net.korax.ams.shared.InvalidValue {@code show-reason.*}
     */
    @RolesAllowed(Roles.AUDITOR)
    public List<BeforeAfter.Value> show(long seq, String reason) {
        String why = FreeText.of(reason, LONGEST_REASON, "show-reason");
        AuditEvent entry = audit.get(seq);
        if (!entry.isSealing()) {
            throw new NotFound();
        }
        return changes.show(entry, why, caller.actor());
    }
}
