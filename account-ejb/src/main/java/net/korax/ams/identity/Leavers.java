package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import net.korax.ams.audit.AuditEntry;

/** Log-ins that end by themselves. The last operator's does not, for then nobody could let anybody in. */
@Dependent
class Leavers {

    @Inject
    private UserRepository users;

    @Inject
    private StaffRoll roll;

    @Inject
    private Invitations invitations;

    @Transactional
    void disable() {
        users.holdStaff();
        for (AppUser member : users.staff()) {
            Employment employment = member.getEmployment();
            boolean over = employment.isOver() || employment.isUnusedForTooLong();
            if (member.isActive() && over && !roll.isLastOperator(member)) {
                employment.end(employment.isOver() ? Employment.Ending.LEFT : Employment.Ending.UNUSED);
                roll.disable(member, AuditEntry.SYSTEM);
            }
        }
        invitations.forgetOver();
    }
}
