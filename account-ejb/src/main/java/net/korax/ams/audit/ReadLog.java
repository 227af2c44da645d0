package net.korax.ams.audit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Remembers that the trail was read (PCI 10.2.1.3), before anything of it is given out. */
@Dependent
class ReadLog {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private AuditTrail trail;

    /** @param account whose entries alone were wanted, or null */
    @Transactional
    void read(String actor, String operation, UUID account, UUID event) {
        trail.record(core, AuditEntry.done(actor, operation, account, event));
    }
}
