package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * Named log-ins of staff, from the invitation to the last day (P18). There is no other way to one, and none for several people. Operators
 * change each other and nobody himself; an operator always stays (PCI 7.2.2, 8.2.2, 8.2.4, 8.2.5).
 */
@Stateless
@DenyAll
public class StaffService {

    /** A member of staff as the operator sees him, with the trust that lasts and the one that is proposed, or null. */
    public record StaffMember(
            UUID id,
            String staffNumber,
            String userName,
            boolean active,
            Set<String> roles,
            Employment employment,
            CustodianTrust trust,
            CustodianTrust proposed) {

        static StaffMember of(AppUser user, List<CustodianTrust> trust) {
            List<CustodianTrust> own = trust.stream()
                    .filter(any -> any.userId().equals(user.getId()))
                    .toList();
            return new StaffMember(
                    user.getId(),
                    user.getStaffNumber(),
                    user.getUserName(),
                    user.isActive(),
                    user.getRoles(),
                    user.getEmployment(),
                    own.stream().filter(CustodianTrust::isLive).findFirst().orElse(null),
                    own.stream().filter(CustodianTrust::isProposed).findFirst().orElse(null));
        }
    }

    @Inject
    private UserRepository users;

    @Inject
    private Invitations invitations;

    @Inject
    private StaffRoll roll;

    @Inject
    private Visits visits;

    @Inject
    private FreshProof fresh;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    /** All who work here or did, by their numbers. */
    @RolesAllowed(Roles.OPERATOR)
    public List<StaffMember> list() {
        List<CustodianTrust> trust = users.allTrust();
        return users.staff().stream().map(user -> StaffMember.of(user, trust)).toList();
    }

    /** The number under which a member of staff stands in ledgers and on pages; null for a customer. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public String number(UUID userId) {
        return users.get(userId).getStaffNumber();
    }

    /** By user id the staff numbers: what the auditor may know of who did something. */
    @RolesAllowed(Roles.AUDITOR)
    public Map<UUID, String> numbers() {
        return users.staff().stream().collect(Collectors.toMap(AppUser::getId, AppUser::getStaffNumber));
    }

    /** Those whose links work, the latest first. */
    @RolesAllowed(Roles.OPERATOR)
    public List<Invitation> invitations() {
        return invitations.open();
    }

    /**
     * Invites somebody new.
     *
     * @return the link to hand over, to be seen this once
     * @throws Refused {@code user-name.taken}, also for a name that only looks like somebody's; {@code proof.needed}
     */
    @RolesAllowed(Roles.OPERATOR)
    public String invite(UserName userName, StaffRoles roles) {
        fresh.require(null);
        users.holdStaff();
        if (!users.isFree(userName.key())) {
            throw new Refused("user-name.taken");
        }
        String token = PasswordReset.drawToken();
        return link(new Invitation(userName, roles, caller.userId(), token), userName, token, "staff.invite");
    }

    /**
     * Lets a disabled member begin again, with a new password and a new second factor, in the roles that he had.
     *
     * @return the link to hand over, to be seen this once; one from before works no more
     * @throws Refused {@code staff.active}, {@code staff.oneself}, {@code proof.needed}
     */
    @RolesAllowed(Roles.OPERATOR)
    public String inviteAgain(UUID userId) {
        fresh.require(userId);
        AppUser member = roll.another(userId, "staff.invite-again");
        if (member.isActive()) {
            throw new Refused("staff.active");
        }
        String token = PasswordReset.drawToken();
        UserName userName = new UserName(member.getUserName());
        return link(new Invitation(member, caller.userId(), token), userName, token, "staff.invite-again");
    }

    private String link(Invitation invitation, UserName userName, String token, String operation) {
        invitations.keep(invitation, userName.key());
        trail.record(users.store(), AuditEntry.done(caller.actor(), operation, null, invitation.getId()));
        String house = Configuration.get("ams.staff.base-url").orElseGet(() -> Configuration.require("ams.base-url"));
        return house + "/enrol.xhtml?token=" + token;
    }

    /** Takes a link back. @throws NotFound when it is used, or withdrawn already */
    @RolesAllowed(Roles.OPERATOR)
    public void withdraw(UUID invitationId) {
        invitations.forget(invitations.find(invitationId).orElseThrow(NotFound::new));
        trail.record(users.store(), AuditEntry.done(caller.actor(), "staff.withdraw-invitation", null, invitationId));
    }

    /**
     * Gives a member other roles. His visits end, and his trust if he handles no cards any more.
     *
     * @throws Refused {@code staff.oneself}, {@code staff.disabled}, {@code staff.last-operator}, {@code proof.needed}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void changeRoles(UUID userId, StaffRoles roles) {
        fresh.require(userId);
        AppUser member = roll.another(userId, "staff.roles");
        if (!member.isActive()) {
            throw new Refused("staff.disabled");
        }
        if (member.getRoles().equals(roles.values())) {
            return;
        }
        if (!roles.values().contains(Roles.OPERATOR)) {
            roll.requireNotLastOperator(member);
        }
        member.changeRoles(roles);
        if (!roles.values().contains(Roles.CARD_CUSTODIAN)) {
            roll.endTrust(member, caller.actor());
        }
        visits.endOthers(member, null, Visit.Ending.ROLES_CHANGED);
        trail.record(users.store(), AuditEntry.done(caller.actor(), "staff.roles", null, userId));
    }

    /**
     * Disables a member now, or after his last day.
     *
     * @param lastDay today or later, in UTC; null for now
     * @throws InvalidValue {@code leaving.reason.*}
     * @throws Refused {@code staff.oneself}, {@code staff.disabled}, {@code staff.last-operator}, {@code leaving.last-day.past}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void disable(UUID userId, String reason, LocalDate lastDay) {
        AppUser member = roll.another(userId, "staff.disable");
        if (!member.isActive()) {
            throw new Refused("staff.disabled");
        }
        if (lastDay == null) {
            member.getEmployment().endBecause(reason);
            roll.disable(member, caller.actor());
        } else {
            roll.requireNotLastOperator(member);
            member.getEmployment().leaveAfter(lastDay, reason);
            trail.record(users.store(), AuditEntry.done(caller.actor(), "staff.leave", null, userId));
        }
    }

    /** Takes a last day back that has not come yet. @throws Refused {@code staff.oneself}, {@code staff.disabled} */
    @RolesAllowed(Roles.OPERATOR)
    public void stay(UUID userId) {
        AppUser member = roll.another(userId, "staff.stay");
        if (!member.isActive()) {
            throw new Refused("staff.disabled");
        }
        member.getEmployment().stay();
        trail.record(users.store(), AuditEntry.done(caller.actor(), "staff.stay", null, userId));
    }
}
