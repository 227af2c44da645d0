package net.korax.ams.consent;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;

/** Purposes and recipients, defined by the operator (P01). A purpose is never changed, only ended. */
@Stateless
@DenyAll
public class PurposeService {

    @Inject
    private Consents consents;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    /** All purposes, those that go on first. */
    @RolesAllowed(Roles.OPERATOR)
    public List<Purpose> list() {
        return consents.purposes();
    }

    /** @throws net.korax.ams.shared.InvalidValue {@code recipient.*}, {@code purpose.data.required} */
    @RolesAllowed(Roles.OPERATOR)
    public void define(String recipient, PurposeText english, PurposeText french, Set<DataClass> data) {
        Purpose purpose = consents.define(recipient, english, french, data);
        trail.record(consents.store(), AuditEntry.done(caller.actor(), "purpose.define", null, purpose.getId()));
    }

    /** Ends a purpose: nobody consents to it any more, and nothing is disclosed under what was consented. */
    @RolesAllowed(Roles.OPERATOR)
    public void end(UUID id) {
        Purpose purpose = consents.purpose(id);
        consents.store().lock(purpose, LockModeType.PESSIMISTIC_WRITE);
        if (purpose.isOpen()) {
            purpose.end();
            trail.record(consents.store(), AuditEntry.done(caller.actor(), "purpose.end", null, id));
        }
    }
}
