package net.korax.ams.export;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.FreshProof;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.Refused;

/** A copy of one's own data (P08; GDPR articles 15 and 20): asked for, built beside, taken once. Nobody asks for another's. */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExportService {

    @Inject
    private Exports exports;

    @Inject
    private Holdings holdings;

    @Inject
    private ExportBuilder builder;

    @Inject
    private FreshProof fresh;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    /** What became of the copy that the caller asked for last; empty when he has asked for none, or it is long ago. */
    @RolesAllowed(Roles.CUSTOMER)
    public Optional<DataExport> mine() {
        return exports.ofAccount(caller.accountId());
    }

    /**
     * Asks for a copy. One that waits to be taken is destroyed, and the new one comes in its place.
     *
     * @throws Refused {@code export.building} while one is built, {@code proof.needed}, {@code account.closing}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public DataExport ask() {
        UUID account = caller.accountId();
        fresh.require(account);
        long rows = ExportMap.all().stream()
                .mapToLong(section -> holdings.count(section, account))
                .sum();
        return exports.begin(account, rows, caller.actor());
    }

    /**
     * Takes the copy that waits, for this once: when this returns it is destroyed, whatever became of it on its way.
     *
     * @param receiver is given its text, which cannot be read any more afterwards
     * @throws Refused {@code export.gone} when none waits, which leaves an event; {@code proof.needed}, {@code account.closing}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public void take(Consumer<Copy> receiver) {
        UUID account = caller.accountId();
        fresh.require(account);
        exports.ofAccount(account).ifPresent(builder::drop);
        try (Copy copy = new Copy(taken(account), exports)) {
            receiver.accept(copy);
        }
    }

    private DataExport taken(UUID account) {
        try {
            return exports.take(account, caller.actor());
        } catch (Refused gone) {
            refusals.refused(caller.actor(), "export.take", account, account);
            throw gone;
        }
    }
}
