package net.korax.ams.card;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Refused;

/**
 * What card custodians do, each under a customer's request that it uses up (P17, P19): add the number the customer dictates, edit
 * expiry and holder, delete. Nothing here shows a number. Charging is {@code charge.ChargeService}.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CustodyService {

    @Inject
    private AssistedCards steps;

    @Inject
    private Users users;

    @Inject
    private Caller caller;

    /**
     * Adds the number typed in this request.
     *
     * @throws Refused {@code request.*} when the request does not allow it
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public UUID add(UUID requestId, Expiry expiry, CardholderName holder) {
        return steps.add(requestId, expiry, holder, staffNumber());
    }

    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public void edit(UUID requestId, Expiry expiry, CardholderName holder) {
        steps.edit(requestId, expiry, holder, staffNumber());
    }

    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public void delete(UUID requestId) {
        steps.delete(requestId, staffNumber());
    }

    private String staffNumber() {
        return users.staffNumber(caller.userId());
    }
}
