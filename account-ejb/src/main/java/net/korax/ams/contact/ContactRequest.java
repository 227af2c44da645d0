package net.korax.ams.contact;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * A customer's request about a contact or the holder that came by another way than the portal (P22), recorded by staff with how it came
 * and how identity was checked. It allows one change, within a day, and is used up in that change's transaction.
 */
@Entity
@Table(name = "contact_request")
public class ContactRequest {

    private static final Duration LIFE = Duration.ofHours(24);

    /** What was asked for. */
    public enum Operation {
        ADD,
        EDIT,
        REMOVE,
        /** Change the account's holder. */
        HOLDER
    }

    /** Open until used, too old, or withdrawn because the contact has gone. */
    public enum State {
        OPEN,
        USED,
        WITHDRAWN
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "contact_id")
    private UUID contactId;

    @Enumerated(EnumType.STRING)
    private Operation operation;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    @Enumerated(EnumType.STRING)
    @Column(name = "identity_check")
    private IdentityCheck identityCheck;

    @Column(name = "recorded_by")
    private UUID recordedBy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "used_at")
    private Instant usedAt;

    @Column(name = "used_by")
    private UUID usedBy;

    @Version
    private long version;

    protected ContactRequest() {}

    ContactRequest(
            UUID accountId, UUID contactId, Operation operation, Channel channel, IdentityCheck check, UUID staff) {
        if (channel == Channel.PORTAL || check == IdentityCheck.SIGNED_IN) {
            throw new Refused("request.not-by-portal");
        }
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.contactId = contactId;
        this.operation = operation;
        this.channel = channel;
        this.identityCheck = check;
        this.recordedBy = staff;
        this.recordedAt = Time.now();
        this.expiresAt = recordedAt.plus(LIFE);
        this.state = State.OPEN;
    }

    /** Uses the request up; refused when it is for something else, used before or too old. */
    void use(Operation wanted, UUID staff) {
        if (operation != wanted) {
            throw new Refused("request.other-operation");
        }
        if (state != State.OPEN) {
            throw new Refused("request.used");
        }
        if (!isLive()) {
            throw new Refused("request.expired");
        }
        state = State.USED;
        usedAt = Time.now();
        usedBy = staff;
    }

    public boolean isLive() {
        return state == State.OPEN && Time.now().isBefore(expiresAt);
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    /** The contact concerned; null for an addition, and for the holder. */
    public UUID getContactId() {
        return contactId;
    }

    public Operation getOperation() {
        return operation;
    }

    public Channel getChannel() {
        return channel;
    }

    public IdentityCheck getIdentityCheck() {
        return identityCheck;
    }

    /** The member of staff who recorded it. */
    public UUID getRecordedBy() {
        return recordedBy;
    }

    public Instant getRecordedAt() {
        return recordedAt;
    }

    public Instant getExpiresAt() {
        return expiresAt;
    }

    public State getState() {
        return state;
    }

    public Instant getUsedAt() {
        return usedAt;
    }

    /** The member of staff who used it; null when nobody has. */
    public UUID getUsedBy() {
        return usedBy;
    }
}
