package net.korax.ams.account;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.person.PersonSeal;

/** The customer's own account and its holder: always seen, always editable by the customer (P08). */
@Stateless
@DenyAll
public class AccountService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private HolderRepository holders;

    @Inject
    private PersonSeal seal;

    @Inject
    private Accounts steps;

    @Inject
    private Caller caller;

    @RolesAllowed(Roles.CUSTOMER)
    public Account mine() {
        return accounts.get(caller.accountId());
    }

    @RolesAllowed(Roles.CUSTOMER)
    public HolderDetails holder() {
        UUID account = caller.accountId();
        AccountHolder holder = holders.get(account);
        try (PersonSeal.Opened opened = seal.open(account)) {
            return holder.details(opened);
        }
    }

    /** @throws net.korax.ams.shared.InvalidValue when something is missing that this kind of account asks for */
    @RolesAllowed(Roles.CUSTOMER)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void changeHolder(HolderDetails details) {
        Account account = mine();
        details.checkFor(account.getKind(), account.getService());
        steps.changeHolder(account.getId(), details, caller.actor(), null);
    }
}
