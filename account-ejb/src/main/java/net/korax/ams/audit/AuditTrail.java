package net.korax.ams.audit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * The one way to leave an audit entry: into the store in which the change itself is made, in the same transaction. So there is
 * no change without its entry and no entry without its change.
 *
 * <p>What is refused may be an attack. It is also told to the log {@value #EVENTS}, one line of JSON for each, without anything that a
 * person typed or is called by, for whoever watches over many systems (PCI 10.2.1.4, ASVS 16.3).
 */
@Dependent
public class AuditTrail {

    /** The name of the log. */
    public static final String EVENTS = "net.korax.ams.security";

    private static final Logger LOG = Logger.getLogger(EVENTS);
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    @Inject
    private Origin origin;

    /**
     * Whether what is done now in this store can be remembered: for what must not be done otherwise (PCI 10.7.3). An entry is written in the
     * transaction of its change in any case; this says so before anything begins.
     *
     * @throws Refused {@code trail.closed} when no entry can be written, or those written have waited for five minutes to be taken over
     */
    public void requireOpen(EntityManager store) {
        Object open = store.createNativeQuery("select has_table_privilege('audit_outbox', 'INSERT')"
                        + " and coalesce(min(queued_at) > now() - interval '5 minutes', true) from audit_outbox")
                .getSingleResult();
        if (!Boolean.TRUE.equals(open)) {
            throw new Refused("trail.closed");
        }
    }

    /** Leaves an entry; without it the change is undone. */
    public void record(EntityManager store, AuditEntry entry) {
        Instant now = Time.now();
        boolean refused = entry.outcome() == AuditEntry.Outcome.REFUSED;
        String from = refused ? Origin.of(origin) : null;
        store.persist(new AuditOutboxEntry(entry, now, from));
        if (refused) {
            LOG.log(Level.WARNING, () -> line(entry, now, from));
        }
    }

    private static String line(AuditEntry entry, Instant at, String from) {
        JsonObjectBuilder line = BUILDERS.createObjectBuilder()
                .add("event", entry.operation())
                .add("outcome", "refused")
                .add("at", at.toString())
                .add("actor", entry.actor());
        add(line, "origin", from);
        add(line, "account", entry.accountId());
        add(line, "object", entry.objectId());
        add(line, "request", entry.requestId());
        return line.build().toString();
    }

    private static void add(JsonObjectBuilder line, String name, Object value) {
        if (value != null) {
            line.add(name, value.toString());
        }
    }
}
