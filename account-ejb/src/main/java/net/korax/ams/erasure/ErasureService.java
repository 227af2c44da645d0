package net.korax.ams.erasure;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.FreshProof;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.Refused;

/** Closing one's account (P03, P04): asked for once, with the account's number typed, and done for good. */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ErasureService {

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Eraser eraser;

    @Inject
    private FreshProof fresh;

    @Inject
    private Caller caller;

    /**
     * Closes the caller's account and erases everything. What can't be finished now, because a charge has no answer yet or the mail
     * server is away, goes on by itself.
     *
     * @param typedNumber the account's number as the customer typed it
     * @return how far it came; usually it is finished
     * @throws Refused {@code account.number-differs}, {@code proof.needed}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public Erasure closeMine(String typedNumber) {
        UUID account = caller.accountId();
        fresh.require(account);
        ledger.begin(account, typedNumber, caller.actor());
        return eraser.proceed(account);
    }
}
