package net.korax.ams.web.auditor;

import java.util.Map;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.web.support.Texts;

/** Entries of the trail in words. */
public final class TrailWords {

    private static final int SHORT_ID = 8;

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
            String number = numbers.get(UUID.fromString(entry.getActor()));
            return number == null ? Texts.get("operator", "trail.who.customer") : number;
        } catch (IllegalArgumentException nobody) {
            return Texts.get("operator", "trail.who.nobody");
        }
    }

    /** The operation in words; one without words stands as it is written in the trail. */
    public String what(AuditEvent entry) {
        String key = "operation." + entry.getOperation();
        return Texts.has("operator", key) ? Texts.get("operator", key) : entry.getOperation();
    }

    public String chip(AuditEvent entry) {
        return switch (AuditEntry.Outcome.valueOf(entry.getOutcome())) {
            case DONE -> "good";
            case REFUSED -> "bad";
            case UNKNOWN -> "warn";
        };
    }

    /** So much of an id or an origin that two can be told apart. */
    public String brief(Object id) {
        return id.toString().substring(0, SHORT_ID);
    }
}
