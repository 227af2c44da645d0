package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** Trust of card custodians (P17): one operator proposes it, another approves it, each of them ends it (PCI 7.2.3). */
@Stateless
@DenyAll
public class TrustService {

    @Inject
    private UserRepository users;

    @Inject
    private StaffRoll roll;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    /**
     * Proposes to trust a custodian with cards until {@code endsAt}, a year from now at most; never oneself, and only somebody who has the
     * role and no trust that still lasts. It opens nothing before it is approved.
     *
     * @throws Refused {@code trust.*}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void propose(UUID userId, String reason, Instant endsAt) {
        users.holdStaff();
        AppUser user = users.get(userId);
        if (!user.isActive() || !user.getRoles().contains(Roles.CARD_CUSTODIAN)) {
            throw new Refused("trust.no-custodian");
        }
        if (users.trustOf(userId).stream().anyMatch(any -> any.isLive() || any.isProposed())) {
            throw new Refused("trust.lasts");
        }
        users.store().persist(new CustodianTrust(userId, caller.userId(), reason, endsAt));
        trail.record(users.store(), AuditEntry.done(caller.actor(), "trust.propose", null, userId));
    }

    /**
     * Approves what another operator has proposed, within seven days.
     *
     * @throws Refused {@code trust.second} to who proposed it or is to be trusted, which leaves an event; {@code trust.proposal-over}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void approve(UUID trustId) {
        CustodianTrust trust = proposal(trustId);
        try {
            trust.approve(caller.userId());
        } catch (Refused refused) {
            if (refused.code().equals("trust.second")) {
                refusals.refused(caller.actor(), "trust.grant", null, trust.userId());
            }
            throw refused;
        }
        trail.record(users.store(), AuditEntry.done(caller.actor(), "trust.grant", null, trust.userId()));
    }

    /** Refuses a proposal, or takes one's own back. @throws Refused {@code trust.proposal-over} */
    @RolesAllowed(Roles.OPERATOR)
    public void refuse(UUID trustId) {
        CustodianTrust trust = proposal(trustId);
        if (!trust.isProposed()) {
            throw new Refused("trust.proposal-over");
        }
        trust.end();
        trail.record(users.store(), AuditEntry.done(caller.actor(), "trust.refuse", null, trust.userId()));
    }

    /** Ends the trust in somebody, and what is proposed; ending nothing is no error. */
    @RolesAllowed(Roles.OPERATOR)
    public void end(UUID userId) {
        users.holdStaff();
        roll.endTrust(users.get(userId), caller.actor());
    }

    private CustodianTrust proposal(UUID trustId) {
        users.holdStaff();
        CustodianTrust trust = users.store().find(CustodianTrust.class, trustId);
        if (trust == null) {
            throw new NotFound();
        }
        return trust;
    }
}
