package net.korax.ams.audit;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which entries of the trail are wanted. What is null does not narrow.
 *
 * @param actor user id, or {@link AuditEntry#SYSTEM}
 * @param operation as an entry has it
 * @param from the first moment that counts
 * @param until the first moment that counts no more
 */
public record TrailFilter(String actor, UUID account, String operation, Instant from, Instant until) {

    /** All of them. */
    public static final TrailFilter ALL = new TrailFilter(null, null, null, null, null);

    /** A condition on an {@link AuditEvent} called {@code e}, behind another one. */
    String condition() {
        StringBuilder condition = new StringBuilder();
        conditions().forEach((name, text) -> condition.append(" and ").append(text));
        return condition.toString();
    }

    <Q extends Query> Q bind(Q query) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("actor", actor);
        values.put("account", account);
        values.put("operation", operation);
        values.put("from", from);
        values.put("until", until);
        conditions().keySet().forEach(name -> query.setParameter(name, values.get(name)));
        return query;
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        put(conditions, "actor", actor, "e.actor = :actor");
        put(conditions, "account", account, "e.accountId = :account");
        put(conditions, "operation", operation, "e.operation = :operation");
        put(conditions, "from", from, "e.at >= :from");
        put(conditions, "until", until, "e.at < :until");
        return conditions;
    }

    private static void put(Map<String, String> conditions, String name, Object value, String condition) {
        if (value != null) {
            conditions.put(name, condition);
        }
    }
}
