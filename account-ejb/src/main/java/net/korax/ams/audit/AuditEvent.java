package net.korax.ams.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One link of the trail. {@code hash} is SHA-256 over 0x00, the length-prefixed fields in fixed order and the hash of the link
 * before; changing, removing or reordering a link breaks every later one.
 */
@Entity
@Table(name = "audit_event")
public class AuditEvent {

    @Id
    private long seq;

    @Column(name = "event_id")
    private UUID eventId;

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

    private String store;

    @Column(name = "prev_hash")
    private byte[] prevHash;

    private byte[] hash;

    protected AuditEvent() {}

    AuditEvent(long seq, AuditOutboxEntry entry, String store, byte[] prevHash) {
        this.seq = seq;
        this.eventId = entry.id();
        this.at = entry.at();
        this.actor = entry.actor();
        this.operation = entry.operation();
        this.outcome = entry.outcome();
        this.accountId = entry.accountId();
        this.objectId = entry.objectId();
        this.requestId = entry.requestId();
        this.origin = entry.origin();
        this.store = store;
        this.prevHash = prevHash.clone();
        this.hash = computedHash();
    }

    /** Whether this link still says what was hashed, and follows {@code previousHash}. */
    boolean follows(byte[] previousHash) {
        return MessageDigest.isEqual(prevHash, previousHash) && MessageDigest.isEqual(hash, computedHash());
    }

    private byte[] computedHash() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(0);
            out.writeLong(seq);
            for (Object field : new Object[] {
                eventId,
                at.truncatedTo(ChronoUnit.MICROS),
                actor,
                operation,
                outcome,
                accountId,
                objectId,
                requestId,
                store
            }) {
                byte[] text = field == null ? new byte[0] : field.toString().getBytes(StandardCharsets.UTF_8);
                out.writeInt(field == null ? -1 : text.length);
                out.write(text);
            }
            if (origin != null) {
                // Links without one are hashed as they were before there were origins.
                out.write(origin.getBytes(StandardCharsets.UTF_8));
            }
            out.write(prevHash);
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] hash() {
        return hash.clone();
    }

    public long getSeq() {
        return seq;
    }

    public Instant getAt() {
        return at;
    }

    public String getActor() {
        return actor;
    }

    public String getOperation() {
        return operation;
    }

    public String getOutcome() {
        return outcome;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public UUID getObjectId() {
        return objectId;
    }

    public UUID getRequestId() {
        return requestId;
    }

    /** Where a refused request came from, see {@link Origin}; null otherwise. */
    public String getOrigin() {
        return origin;
    }
}
