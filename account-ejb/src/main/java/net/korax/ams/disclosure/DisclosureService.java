package net.korax.ams.disclosure;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.consent.Consent;
import net.korax.ams.consent.Consents;
import net.korax.ams.consent.DataClass;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;

/**
 * Disclosures (P01): recorded by staff before they hand anything over, possible under a live consent that is older, and no further
 * than it goes. The database holds the same rule, plain SQL included.
 */
@Stateless
@DenyAll
public class DisclosureService {

    @Inject
    private Disclosures disclosures;

    @Inject
    private Consents consents;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private Users users;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    @Inject
    private Event<DataDisclosed> disclosed;

    /** Every disclosure of the customer's data, the newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<Disclosure> mine() {
        return disclosures.ofAccount(caller.accountId());
    }

    @RolesAllowed(Roles.STAFF)
    public List<Disclosure> ofAccount(UUID accountId) {
        return disclosures.ofAccount(accountId);
    }

    /** Consents of an account under which something may be disclosed now. */
    @RolesAllowed(Roles.STAFF)
    public List<Consent> liveConsents(UUID accountId) {
        return consents.ofAccount(accountId).stream().filter(Consent::isLive).toList();
    }

    /**
     * Records that data go to the recipient of a consent, and has the customer told by mail.
     *
     * @throws Refused {@code disclosure.no-consent} when it was withdrawn, {@code disclosure.beyond-consent} when it does not cover all
     *     of the data; each try leaves an event
     * @throws InvalidValue {@code disclosure.data.required}
     */
    @RolesAllowed(Roles.STAFF)
    public void record(UUID accountId, UUID consentId, Set<DataClass> data) {
        accounts.lock(accountId);
        Consent consent = consents.get(accountId, consentId);
        if (!consent.isLive()) {
            throw refused(accountId, consentId, "disclosure.no-consent");
        }
        if (data.isEmpty()) {
            throw new InvalidValue("disclosure.data.required");
        }
        if (!consent.getPurpose().getData().containsAll(data)) {
            throw refused(accountId, consentId, "disclosure.beyond-consent");
        }
        Disclosure disclosure = new Disclosure(accountId, consent, data, users.staffNumber(caller.userId()));
        disclosures.store().persist(disclosure);
        disclosures.store().flush();
        trail.record(
                disclosures.store(),
                AuditEntry.done(caller.actor(), "disclosure.record", accountId, disclosure.getId())
                        .under(consentId));
        disclosed.fire(new DataDisclosed(accountId, disclosure));
    }

    private Refused refused(UUID accountId, UUID consentId, String code) {
        refusals.refused(caller.actor(), "disclosure.record", accountId, consentId);
        return new Refused(code);
    }
}
