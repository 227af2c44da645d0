package net.korax.ams.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * The end of the chain: one row, locked by whoever appends, so that numbers have no gaps and hashes no branches. One server at a time
 * holds it on a lease and does the work; the lease saves work, the lock keeps the chain right when two believe they hold it.
 */
@Entity
@Table(name = "audit_head")
class AuditHead {

    static final int ONLY = 1;

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEWED = Duration.ofSeconds(10);

    @Id
    private int id;

    private long seq;
    private byte[] hash;
    private UUID holder;

    @Column(name = "held_until")
    private Instant heldUntil;

    protected AuditHead() {}

    /** Where a chain goes on after a link. */
    AuditHead(long seq, byte[] hash) {
        this.seq = seq;
        this.hash = hash.clone();
    }

    /** Number of the last link. */
    long seq() {
        return seq;
    }

    /** Hash of the last link. */
    byte[] hash() {
        return hash.clone();
    }

    AuditEvent append(AuditOutboxEntry entry, String store) {
        AuditEvent event = new AuditEvent(seq + 1, entry, store, hash);
        seq = event.getSeq();
        hash = event.hash();
        return event;
    }

    /** Takes the lease, or holds it longer when it soon ends; false while another server has it. */
    boolean lease(UUID server) {
        Instant now = Time.now();
        boolean mine = server.equals(holder);
        if (holder != null && !mine && heldUntil.isAfter(now)) {
            return false;
        }
        if (!mine || heldUntil.isBefore(now.plus(RENEWED))) {
            holder = server;
            heldUntil = now.plus(LEASE);
        }
        return true;
    }

    /** Lets another server take over at once. */
    void release(UUID server) {
        if (server.equals(holder)) {
            holder = null;
            heldUntil = null;
        }
    }
}
