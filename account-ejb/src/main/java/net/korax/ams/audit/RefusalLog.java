package net.korax.ams.audit;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** Remembers what was refused on security grounds, in a transaction of its own that the refusal does not undo (PCI 10.2.1.4). */
@Stateless
@DenyAll
public class RefusalLog {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private AuditTrail trail;

    /** Any caller may be refused, so anybody's refusal may be written; nothing can be read here. */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void refused(String actor, String operation, UUID accountId, UUID objectId) {
        trail.record(core, AuditEntry.refused(actor, operation, accountId, objectId));
    }
}
