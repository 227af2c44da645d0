package net.korax.ams.outbound;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Refused;

/**
 * The hosts that the house may reach (P01): the mail server, the mailbox of what comes back, the payment gateway and the staff's sign-in provider, each named in
 * {@code ams.outbound}; unless that is set, this machine alone. A host that a mistake in another setting names is not reached, and the house is told.
 */
@Dependent
public class WaysOut {

    private static final Logger LOG = Logger.getLogger(WaysOut.class.getName());
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    @Inject
    private RefusalLog refusals;

    /**
     * Asked before a connection is opened.
     *
     * @param host name or address as it stands in the setting; null is no host
     * @throws Refused {@code outbound.closed}; trying leaves an event
     */
    public void require(String host) {
        if (!leadsTo(host)) {
            LOG.log(Level.WARNING, "There is no way out to {0}: ams.outbound does not name it.", host);
            refusals.refused(AuditEntry.SYSTEM, "outbound.closed", null, null);
            throw new Refused("outbound.closed");
        }
    }

    private static boolean leadsTo(String host) {
        if (host == null) {
            return false;
        }
        String wanted = host.toLowerCase(Locale.ROOT);
        return THIS_MACHINE.contains(wanted)
                || Arrays.stream(Configuration.get("ams.outbound").orElse("").split(","))
                        .map(named -> named.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(wanted::equals);
    }
}
