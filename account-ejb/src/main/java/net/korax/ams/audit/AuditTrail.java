package net.korax.ams.audit;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import net.korax.ams.shared.Time;

/**
 * The one way to leave an audit entry: into the store in which the change itself is made, in the same transaction. So there is
 * no change without its entry and no entry without its change.
 */
@Dependent
public class AuditTrail {

    public void record(EntityManager store, AuditEntry entry) {
        store.persist(new AuditOutboxEntry(entry, Time.now()));
    }
}
