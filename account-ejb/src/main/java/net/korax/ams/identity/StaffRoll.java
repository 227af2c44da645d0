package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** Who works here. Changes of it are made one at a time in the whole house, so that of two operators at least one stays. */
@Dependent
class StaffRoll {

    @Inject
    private UserRepository users;

    @Inject
    private Invitations invitations;

    @Inject
    private Visits visits;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    /**
     * A member of staff whom the caller is about to change; until the transaction ends nobody else changes anybody.
     *
     * @throws NotFound when it is none
     * @throws Refused {@code staff.oneself} when it is the caller; trying leaves an event
     */
    AppUser another(UUID id, String operation) {
        users.holdStaff();
        AppUser member = users.get(id);
        if (member.getAudience() != Audience.STAFF) {
            throw new NotFound();
        }
        if (id.equals(caller.userId())) {
            refusals.refused(caller.actor(), operation, null, id);
            throw new Refused("staff.oneself");
        }
        return member;
    }

    /** Whether the house would be without an operator if this one was none any more. */
    boolean isLastOperator(AppUser member) {
        return member.isActive()
                && member.getRoles().contains(Roles.OPERATOR)
                && users.staff().stream()
                        .filter(any -> any.isActive() && any.getRoles().contains(Roles.OPERATOR))
                        .allMatch(any -> any.getId().equals(member.getId()));
    }

    /** @throws Refused {@code staff.last-operator} */
    void requireNotLastOperator(AppUser member) {
        if (isLastOperator(member)) {
            throw new Refused("staff.last-operator");
        }
    }

    /**
     * Takes everything from a member of staff but his name and number: visits, trust and the links that he has or has handed out. Why, his
     * {@link Employment} says already.
     */
    void disable(AppUser member, String actor) {
        requireNotLastOperator(member);
        member.disable();
        visits.endOthers(member, null, Visit.Ending.DISABLED);
        endTrust(member, actor);
        invitations.forgetOf(member.getId());
        trail.record(users.store(), AuditEntry.done(actor, "staff.disable", null, member.getId()));
    }

    /** Ends what there is of trust, and of proposals. */
    void endTrust(AppUser member, String actor) {
        boolean any = users.trustOf(member.getId()).stream()
                        .filter(trust -> trust.isLive() || trust.isProposed())
                        .peek(CustodianTrust::end)
                        .count()
                > 0;
        if (any) {
            trail.record(users.store(), AuditEntry.done(actor, "trust.end", null, member.getId()));
        }
    }
}
