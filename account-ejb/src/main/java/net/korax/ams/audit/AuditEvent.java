package net.korax.ams.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * One link of the trail. {@code hash} is SHA-256 over the layout, the number, the length-prefixed fields in fixed order and the hash of
 * the link before ({@link LinkBytes}); changing, removing or reordering a link breaks every later one. Sealed values are hashed as they
 * are, sealed: when their key is gone, nobody can open them and the chain still holds.
 */
@Entity
@Table(name = "audit_event")
public class AuditEvent {

    /** What {@link #read} needs. */
    public static final String COLUMNS = "seq, layout, event_id, at, actor, operation, outcome, account_id, object_id,"
            + " request_id, origin, sealed, store, prev_hash, hash";

    private static final short LAYOUT = 1;

    @Id
    private long seq;

    private short layout;

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
    private byte[] sealed;
    private String store;

    @Column(name = "prev_hash")
    private byte[] prevHash;

    private byte[] hash;

    protected AuditEvent() {}

    AuditEvent(long seq, AuditOutboxEntry entry, String store, byte[] prevHash) {
        this.seq = seq;
        this.layout = LAYOUT;
        this.eventId = entry.id();
        this.at = entry.at();
        this.actor = entry.actor();
        this.operation = entry.operation();
        this.outcome = entry.outcome();
        this.accountId = entry.accountId();
        this.objectId = entry.objectId();
        this.requestId = entry.requestId();
        this.origin = entry.origin();
        this.sealed = entry.sealed();
        this.store = store;
        this.prevHash = prevHash.clone();
        this.hash = computedHash();
    }

    /**
     * A link as a row of {@link #COLUMNS}, for whoever reads the trail past the product.
     *
     * @throws SQLException when the row is another one
     */
    public static AuditEvent read(ResultSet row) throws SQLException {
        AuditEvent link = new AuditEvent();
        link.seq = row.getLong("seq");
        link.layout = row.getShort("layout");
        link.eventId = row.getObject("event_id", UUID.class);
        link.at = row.getObject("at", OffsetDateTime.class).toInstant();
        link.actor = row.getString("actor");
        link.operation = row.getString("operation");
        link.outcome = row.getString("outcome");
        link.accountId = row.getObject("account_id", UUID.class);
        link.objectId = row.getObject("object_id", UUID.class);
        link.requestId = row.getObject("request_id", UUID.class);
        link.origin = row.getString("origin");
        link.sealed = row.getBytes("sealed");
        link.store = row.getString("store");
        link.prevHash = row.getBytes("prev_hash");
        link.hash = row.getBytes("hash");
        return link;
    }

    /** Whether this link still says what was hashed. */
    boolean isAsItWas() {
        return MessageDigest.isEqual(hash, computedHash());
    }

    /** Whether this link was made to follow one with this hash. */
    boolean follows(byte[] previousHash) {
        return MessageDigest.isEqual(prevHash, previousHash);
    }

    private byte[] computedHash() {
        return Sha256.of(layout == 0 ? firstLayout() : bytes());
    }

    private byte[] bytes() {
        LinkBytes bytes = new LinkBytes(layout, seq);
        bytes.add(eventId)
                .add(at.truncatedTo(ChronoUnit.MICROS))
                .add(actor)
                .add(operation)
                .add(outcome);
        bytes.add(accountId)
                .add(objectId)
                .add(requestId)
                .add(origin)
                .add(sealed)
                .add(store);
        return bytes.add(prevHash).toByteArray();
    }

    /** As links were hashed before there were sealed values: an origin stands at the end, without its length. */
    private byte[] firstLayout() {
        LinkBytes bytes = new LinkBytes(layout, seq);
        bytes.add(eventId)
                .add(at.truncatedTo(ChronoUnit.MICROS))
                .add(actor)
                .add(operation)
                .add(outcome);
        bytes.add(accountId).add(objectId).add(requestId).add(store);
        return bytes.addBare(origin == null ? new byte[0] : origin.getBytes(StandardCharsets.UTF_8))
                .addBare(prevHash)
                .toByteArray();
    }

    byte[] hash() {
        return hash.clone();
    }

    /** The hash of the link before, as this one has it. */
    byte[] previous() {
        return prevHash.clone();
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

    /** Id of the event, the same in the outbox that it came from. */
    public UUID getEventId() {
        return eventId;
    }

    /** The store in which it happened: {@code core}, {@code person} or {@code vault}. */
    public String getStore() {
        return store;
    }

    /** Whether there are sealed values. */
    public boolean isSealing() {
        return sealed != null;
    }

    /** Values before and after as they were sealed, or null. */
    public byte[] sealed() {
        return sealed == null ? null : sealed.clone();
    }

    /** The hash in hexadecimal. */
    public String getFingerprint() {
        return HexFormat.of().formatHex(hash);
    }
}
