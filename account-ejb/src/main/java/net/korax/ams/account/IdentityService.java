package net.korax.ams.account;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.InvalidValue;

/** Whether the holder of an account is who he says (P05): set by staff with a reason, read by the customer. */
@Stateless
@DenyAll
public class IdentityService {

    @Inject
    private HolderRepository holders;

    @Inject
    private PersonAccounts accounts;

    @Inject
    private PersonSeal seal;

    @Inject
    private Users users;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    /** What was found out about the caller's account, the newest first; none is {@code UNVERIFIED}. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<IdentityVerdict> mine() {
        return verdicts(caller.accountId());
    }

    /** What was found out about an account, the newest first; none is {@code UNVERIFIED}. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<IdentityVerdict> of(UUID accountId) {
        return verdicts(accountId);
    }

    /**
     * Sets the state of an account.
     *
     * @param check how it was made sure; taken with {@code VERIFIED} alone
     * @param reason what was seen, as the customer will read it
     * @throws InvalidValue {@code identity-state.required}, {@code identity-check.required}, {@code reason.*}
     */
    @RolesAllowed(Roles.STAFF)
    public void set(UUID accountId, IdentityState state, IdentityCheck check, String reason) {
        if (state == null) {
            throw new InvalidValue("identity-state.required");
        }
        boolean verified = state == IdentityState.VERIFIED;
        if (verified && (check == null || check == IdentityCheck.SIGNED_IN)) {
            throw new InvalidValue("identity-check.required");
        }
        String seen = FreeText.of(reason, 300, "reason");
        accounts.lock(accountId);
        String staffNumber = users.staffNumber(caller.userId());
        try (PersonSeal.Opened opened = seal.open(accountId)) {
            holders.store()
                    .persist(new IdentityVerdict(accountId, state, verified ? check : null, seen, staffNumber, opened));
        }
        trail.record(holders.store(), AuditEntry.done(caller.actor(), "identity.set", accountId, accountId));
    }

    private List<IdentityVerdict> verdicts(UUID accountId) {
        List<IdentityVerdict> verdicts = holders.store()
                .createQuery(
                        "select v from IdentityVerdict v where v.accountId = :account order by v.at desc",
                        IdentityVerdict.class)
                .setParameter("account", accountId)
                .getResultList();
        if (!verdicts.isEmpty()) {
            try (PersonSeal.Opened opened = seal.open(accountId)) {
                verdicts.forEach(verdict -> verdict.open(opened));
            }
        }
        return verdicts;
    }
}
