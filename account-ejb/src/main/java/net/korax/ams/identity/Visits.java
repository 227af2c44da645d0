package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;

/** Beginnings and endings of visits, each with its entry in the trail. */
@Dependent
class Visits {

    @Inject
    private VisitRepository visits;

    @Inject
    private AuditTrail trail;

    /** A new visit of a user who has just proved who he is. */
    VisitToken begin(AppUser user, Device device, SecondFactor factor) {
        visits.liveOf(user.getId()).stream()
                .skip(user.getAudience().mostVisits() - 1L)
                .forEach(oldest -> end(user, oldest, Visit.Ending.TOO_MANY));
        VisitToken token = VisitToken.random();
        Visit visit = new Visit(user, device, token, factor);
        visits.store().persist(visit);
        visits.signedIn(user.getId());
        visits.knowDevice(user.getId(), device, user.getAudience() == Audience.CUSTOMER);
        trail.record(visits.store(), entry(user, "visit.begin", visit));
        return token;
    }

    /** The person has proved again who he is; the new reference of his visit. */
    VisitToken provedAgain(AppUser user, Visit visit, SecondFactor factor) {
        VisitToken token = VisitToken.random();
        visit.provedAgain(factor, token);
        trail.record(visits.store(), entry(user, "visit.prove", visit));
        return token;
    }

    void end(AppUser user, Visit visit, Visit.Ending why) {
        visit.end(why);
        trail.record(visits.store(), entry(user, "visit.end", visit));
    }

    /** Ends the live visits of a user but one; the number ended. */
    int endOthers(AppUser user, UUID kept, Visit.Ending why) {
        List<Visit> others = visits.liveOf(user.getId()).stream()
                .filter(visit -> !visit.getId().equals(kept))
                .toList();
        others.forEach(visit -> end(user, visit, why));
        return others.size();
    }

    /** Removes all that is known of a user's visits; the number of rows. */
    int forget(UUID user) {
        return visits.forget(user);
    }

    private static AuditEntry entry(AppUser user, String operation, Visit visit) {
        return AuditEntry.done(user.getId().toString(), operation, user.getAccountId(), visit.getId());
    }
}
