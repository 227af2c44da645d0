package net.korax.ams.audit;

import java.security.Principal;
import java.util.UUID;

/**
 * What is to be remembered of one operation. Opaque ids only (PCI 10.2.2 asks who, what, when and on which object; P12 forbids
 * names, so none are here).
 *
 * @param actor user id of who did it, or {@code system}; never null
 * @param operation dotted lower-case verb, such as {@code contact.remove}; never null
 * @param accountId the account concerned, or null
 * @param objectId the object concerned, or null
 * @param requestId the customer's request under which it was done, or null
 * @param sealed what was there before and after, sealed under the account's key for a person's fields, or null
 */
public record AuditEntry(
        String actor, String operation, Outcome outcome, UUID accountId, UUID objectId, UUID requestId, byte[] sealed) {

    /** How it ended: done, refused on a rule or a right, or not known yet. */
    public enum Outcome {
        DONE,
        REFUSED,
        UNKNOWN
    }

    /** The actor of what the system does by itself. */
    public static final String SYSTEM = "system";

    public AuditEntry(String actor, String operation, Outcome outcome, UUID accountId, UUID objectId, UUID requestId) {
        this(actor, operation, outcome, accountId, objectId, requestId, null);
    }

    /** The name in the trail of whom the container knows by this principal; {@code anonymous} for nobody. */
    public static String actor(Principal known) {
        return known == null ? "anonymous" : known.getName().split("[.@]")[0];
    }

    public static AuditEntry done(String actor, String operation, UUID accountId, UUID objectId) {
        return new AuditEntry(actor, operation, Outcome.DONE, accountId, objectId, null);
    }

    public static AuditEntry refused(String actor, String operation, UUID accountId, UUID objectId) {
        return new AuditEntry(actor, operation, Outcome.REFUSED, accountId, objectId, null);
    }

    /** The same entry, done under a customer's request. */
    public AuditEntry under(UUID request) {
        return new AuditEntry(actor, operation, outcome, accountId, objectId, request, sealed);
    }

    /** The same entry with sealed values; the trail holds on to the sealed bytes and never sees what is in them. */
    public AuditEntry with(byte[] values) {
        return new AuditEntry(actor, operation, outcome, accountId, objectId, requestId, values);
    }
}
