package net.korax.ams.consent;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** What customers let others have (P01): nothing, unless they say so here, and only as long as they do. */
@Stateless
@DenyAll
public class ConsentService {

    @Inject
    private Consents consents;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    /** Purposes to which the customer may consent. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<Purpose> offered() {
        return consents.purposes().stream().filter(Purpose::isOpen).toList();
    }

    /** The customer's own consents, live and withdrawn, the newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<Consent> mine() {
        return consents.ofAccount(caller.accountId());
    }

    /**
     * Consents to a purpose. Consenting to what one has consented to changes nothing.
     *
     * @throws Refused {@code consent.purpose-ended}, {@code account.closing}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public void give(UUID purposeId) {
        UUID account = caller.accountId();
        accounts.lock(account);
        Purpose purpose = consents.purpose(purposeId);
        if (!purpose.isOpen()) {
            throw new Refused("consent.purpose-ended");
        }
        boolean given = consents.ofAccount(account).stream()
                .anyMatch(consent ->
                        consent.isLive() && consent.getPurpose().getId().equals(purposeId));
        if (!given) {
            Consent consent = new Consent(account, purpose);
            consents.store().persist(consent);
            trail.record(consents.store(), AuditEntry.done(caller.actor(), "consent.give", account, consent.getId()));
        }
    }

    /** Withdraws a consent; from the end of this call on nothing is disclosed under it. Withdrawing twice changes nothing. */
    @RolesAllowed(Roles.CUSTOMER)
    public void withdraw(UUID consentId) {
        UUID account = caller.accountId();
        accounts.lock(account);
        Consent consent = mine(account, consentId);
        if (consent.getWithdrawnAt() == null) {
            consent.withdraw();
            trail.record(consents.store(), AuditEntry.done(caller.actor(), "consent.withdraw", account, consentId));
        }
    }

    private Consent mine(UUID account, UUID consentId) {
        try {
            return consents.get(account, consentId);
        } catch (NotFound foreign) {
            refusals.refused(caller.actor(), "consent.withdraw", account, consentId);
            throw foreign;
        }
    }
}
