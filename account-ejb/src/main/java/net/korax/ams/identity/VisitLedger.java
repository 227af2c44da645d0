package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Time;

/**
 * Finds who makes a request, before the container knows. Users and roles are read anew each time, on every node: whoever is disabled,
 * loses a role or a trust, or whose visit was ended elsewhere is somebody else with the next request (PCI 8.2.5).
 */
@Stateless
@DenyAll
public class VisitLedger {

    private static final Duration SEEN_AGAIN = Duration.ofMinutes(1);

    @Inject
    private VisitRepository visits;

    @Inject
    private AuditTrail trail;

    /** The live visit of a token, which is thereby seen again; written at most once a minute. */
    @PermitAll
    public Optional<KnownVisit> recognise(VisitToken token) {
        Instant now = Time.now();
        return visits.live(token, now, now.minus(SEEN_AGAIN)).map(found -> {
            if (found.staleSeen()) {
                visits.seen(found.visit(), now);
            }
            return new KnownVisit(
                    found.visit(),
                    found.account() == null ? Audience.STAFF : Audience.CUSTOMER,
                    Caller.principal(found.user(), found.account(), found.visit()),
                    found.roles());
        });
    }

    /** Ends a visit of which one cookie came without the other: somebody else has it, or has tried to. */
    @PermitAll
    public void halfMissing(UUID id) {
        visits.find(id).ifPresent(visit -> {
            visit.end(Visit.Ending.HALF_MISSING);
            trail.record(visits.store(), AuditEntry.refused("anonymous", "visit.half-missing", null, id));
        });
    }
}
