package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.account.Accounts;
import net.korax.ams.audit.AuditEntry;

/** Begins the erasure of a free account that nobody uses any more (P04). It is the same as the one a customer asks for. */
@Dependent
public class UnusedErasure {

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Accounts accounts;

    /** Closes the account in the caller's transaction; the erasure goes on by itself. */
    public void begin(UUID accountId) {
        ledger.begin(accountId, accounts.get(accountId).getNumber(), AuditEntry.SYSTEM);
    }
}
