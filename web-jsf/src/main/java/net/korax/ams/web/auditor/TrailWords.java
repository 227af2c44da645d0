package net.korax.ams.web.auditor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.TrailCheck;
import net.korax.ams.web.support.Texts;

/** Entries of the trail in words. */
public final class TrailWords {

    private static final int SHORT_ID = 8;
    private static final String OPERATION = "operation.";

    /** An operation and how it is called. */
    public record Operation(String operation, String words) {}

    private final Map<UUID, String> numbers;

    /** @param numbers of the staff, by user */
    TrailWords(Map<UUID, String> numbers) {
        this.numbers = numbers;
    }

    /** A staff number, or the kind of whoever else did it; a name is not known here. */
    public String who(AuditEvent entry) {
        if (AuditEntry.SYSTEM.equals(entry.getActor())) {
            return Texts.get("operator", "trail.who.system");
        }
        try {
            UUID user = UUID.fromString(entry.getActor());
            return numbers.getOrDefault(user, Texts.get("operator", "trail.who.customer"));
        } catch (IllegalArgumentException nobody) {
            return Texts.get("operator", "trail.who.nobody");
        }
    }

    /** The number of the member of staff who did it; null for anybody else. */
    String staffNumber(AuditEvent entry) {
        try {
            return numbers.get(UUID.fromString(entry.getActor()));
        } catch (IllegalArgumentException nobody) {
            return null;
        }
    }

    /** The operation in words; one without words stands as it is written in the trail. */
    public String what(AuditEvent entry) {
        String key = OPERATION + entry.getOperation();
        return Texts.has("operator", key) ? Texts.get("operator", key) : entry.getOperation();
    }

    public String chip(AuditEvent entry) {
        return switch (AuditEntry.Outcome.valueOf(entry.getOutcome())) {
            case DONE -> "good";
            case REFUSED -> "bad";
            case UNKNOWN -> "warn";
        };
    }

    /** How a check of the chain ended, in a sentence or two. */
    public String outcome(TrailCheck.Result result) {
        return result.isWhole()
                ? Texts.get("operator", "trail.check.whole", result.links(), result.checkpoints(), result.signed())
                : Texts.get(
                        "operator",
                        "trail.check.broken",
                        result.bad().seq(),
                        Texts.get("operator", "trail.fault." + result.bad().fault()));
    }

    /** The operations that have words, in the order of these. */
    static List<Operation> operations() {
        return Texts.keys("operator", OPERATION).stream()
                .map(key -> new Operation(key.substring(OPERATION.length()), Texts.get("operator", key)))
                .sorted(Comparator.comparing(Operation::words))
                .toList();
    }

    /** So much of an id or an origin that two can be told apart. */
    public String brief(Object id) {
        return id.toString().substring(0, SHORT_ID);
    }
}
