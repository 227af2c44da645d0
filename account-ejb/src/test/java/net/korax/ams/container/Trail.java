package net.korax.ams.container;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The audit trail as the databases hold it: entries on their way in the outboxes, and links of the chain. */
public final class Trail {

    private Trail() {}

    /** Operation, outcome and id of the entries that a condition chooses, each once. */
    public static Set<String> entries(String condition) throws SQLException {
        String words = "operation || ' ' || outcome || ' ' || ";
        Set<String> found = new LinkedHashSet<>();
        // The outboxes first: what the sequencer moves meanwhile is then seen twice rather than never.
        for (String store : Stores.ALL) {
            found.addAll(Stores.column(store, "select " + words + "id from audit_outbox where " + condition));
        }
        found.addAll(Stores.column("core", "select " + words + "event_id from audit_event where " + condition));
        return found;
    }

    /** Operations remembered of an account, done or refused, such as {@code contact.add DONE}. */
    public static List<String> operations(UUID account) throws SQLException {
        return entries("account_id = '" + account + "'").stream()
                .map(entry -> entry.substring(0, entry.lastIndexOf(' ')))
                .sorted()
                .toList();
    }

    /** Changes the trail as the superuser who knows his way round the triggers, in one transaction. */
    public static void bend(String... statements) throws SQLException {
        List<String> all = new ArrayList<>(List.of("set local session_replication_role = replica"));
        all.addAll(List.of(statements));
        Stores.run("core", all.toArray(String[]::new));
    }

    /** Waits until the outboxes are empty. */
    public static void settle() throws Exception {
        Patience.until("empty outboxes", () -> {
            long waiting = 0;
            for (String store : Stores.ALL) {
                waiting += Stores.count(store, "audit_outbox");
            }
            return waiting == 0;
        });
    }

    /** Takes the work on the chain from the server, as another server would, until {@link #giveBack}. */
    public static void hold() throws SQLException {
        bend("update audit_head set holder = gen_random_uuid(), held_until = now() + interval '1 hour'");
    }

    public static void giveBack() throws SQLException {
        bend("update audit_head set holder = null, held_until = null");
    }

    /** How often this person was refused an operation on an object. */
    public static int refusals(SignedIn caller, String operation, UUID object) throws SQLException {
        return entries("actor = '" + caller.user() + "' and operation = '" + operation
                        + "' and outcome = 'REFUSED' and object_id = '" + object + "'")
                .size();
    }
}
