package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Refused;

/** Named staff log-ins, their roles, and the trust of card custodians (P17, P18). */
@Stateless
@DenyAll
public class StaffService {

    /** A member of staff as the operator sees him: number, name, roles, and the live trust or null. */
    public record StaffMember(UUID id, String staffNumber, String userName, Set<String> roles, CustodianTrust trust) {}

    @Inject
    private UserRepository users;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    @RolesAllowed(Roles.OPERATOR)
    public List<StaffMember> list() {
        return users.staff().stream()
                .map(user -> new StaffMember(
                        user.getId(),
                        user.getStaffNumber(),
                        user.getUserName(),
                        user.getRoles(),
                        users.trustOf(user.getId()).stream()
                                .filter(CustodianTrust::isLive)
                                .findFirst()
                                .orElse(null)))
                .toList();
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

    /**
     * Trusts a custodian with cards until {@code endsAt}, a year from now at most; never oneself, and only somebody who has the role
     * and no trust that still lasts.
     *
     * @throws Refused {@code trust.*}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void trust(UUID userId, String reason, Instant endsAt) {
        AppUser user = users.get(userId);
        if (!user.getRoles().contains(Roles.CARD_CUSTODIAN)) {
            throw new Refused("trust.no-custodian");
        }
        if (users.trustOf(userId).stream().anyMatch(CustodianTrust::isLive)) {
            throw new Refused("trust.lasts");
        }
        users.store().persist(new CustodianTrust(userId, caller.userId(), reason, endsAt));
        trail.record(users.store(), AuditEntry.done(caller.actor(), "trust.grant", null, userId));
    }

    @RolesAllowed(Roles.OPERATOR)
    public void endTrust(UUID userId) {
        users.get(userId);
        users.trustOf(userId).forEach(CustodianTrust::end);
        trail.record(users.store(), AuditEntry.done(caller.actor(), "trust.end", null, userId));
    }
}
