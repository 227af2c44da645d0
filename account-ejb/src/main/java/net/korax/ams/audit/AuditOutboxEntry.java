package net.korax.ams.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An audit entry on its way: written beside the change, in the change's own store, until the sequencer has taken it over. */
@Entity
@Table(name = "audit_outbox")
class AuditOutboxEntry {

    @Id
    private UUID id;

    private Instant at;
    private String actor;
    private String operation;
    private String outcome;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "object_id")
    private UUID objectId;

    @Column(name = "request_id")
    private UUID requestId;

    private String origin;
    private byte[] sealed;

    protected AuditOutboxEntry() {}

    /** @param origin of what is refused, or null */
    AuditOutboxEntry(AuditEntry entry, Instant at, String origin) {
        this.id = UUID.randomUUID();
        this.at = at;
        this.actor = entry.actor();
        this.operation = entry.operation();
        this.outcome = entry.outcome().name();
        this.accountId = entry.accountId();
        this.objectId = entry.objectId();
        this.requestId = entry.requestId();
        this.origin = origin;
        this.sealed = entry.sealed();
    }

    UUID id() {
        return id;
    }

    Instant at() {
        return at;
    }

    String actor() {
        return actor;
    }

    String operation() {
        return operation;
    }

    String outcome() {
        return outcome;
    }

    UUID accountId() {
        return accountId;
    }

    UUID objectId() {
        return objectId;
    }

    UUID requestId() {
        return requestId;
    }

    String origin() {
        return origin;
    }

    byte[] sealed() {
        return sealed;
    }
}
