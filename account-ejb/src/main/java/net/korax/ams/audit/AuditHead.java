package net.korax.ams.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The end of the chain: one row, locked by whoever appends, so that numbers have no gaps and hashes no branches. */
@Entity
@Table(name = "audit_head")
class AuditHead {

    static final int ONLY = 1;

    @Id
    private int id;

    private long seq;
    private byte[] hash;

    protected AuditHead() {}

    /** Number of the last link. */
    long seq() {
        return seq;
    }

    AuditEvent append(AuditOutboxEntry entry, String store) {
        AuditEvent event = new AuditEvent(seq + 1, entry, store, hash);
        seq = event.getSeq();
        hash = event.hash();
        return event;
    }
}
