package net.korax.ams.card;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * A line of the customer's custody ledger (P19): what was done with which card, when, by the customer or by which staff number
 * under which request. Written in the transaction of the use, never changed.
 */
@Entity
@Table(name = "custody_entry")
public class CustodyEntry {

    /** What was done. */
    public enum Operation {
        ADDED,
        EDITED,
        NUMBER_REPLACED,
        DELETED,
        CHARGED,
        REFUNDED,
        VOIDED
    }

    /** Who did it. */
    public enum By {
        CUSTOMER,
        STAFF
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "card_id")
    private UUID cardId;

    @Enumerated(EnumType.STRING)
    private Operation operation;

    @Enumerated(EnumType.STRING)
    @Column(name = "by_kind")
    private By by;

    @Column(name = "by_staff")
    private String staffNumber;

    @Column(name = "request_id")
    private UUID requestId;

    private Instant at;

    @Column(name = "mail_queued_at")
    private Instant mailQueuedAt;

    protected CustodyEntry() {}

    private CustodyEntry(UUID accountId, UUID cardId, Operation operation, By by) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.cardId = cardId;
        this.operation = operation;
        this.by = by;
        this.at = Time.now();
    }

    static CustodyEntry byCustomer(UUID accountId, UUID cardId, Operation operation) {
        return new CustodyEntry(accountId, cardId, operation, By.CUSTOMER);
    }

    static CustodyEntry byStaff(UUID accountId, UUID cardId, Operation operation, String staffNumber, UUID requestId) {
        CustodyEntry entry = new CustodyEntry(accountId, cardId, operation, By.STAFF);
        entry.staffNumber = staffNumber;
        entry.requestId = requestId;
        return entry;
    }

    void mailQueued() {
        mailQueuedAt = Time.now();
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public UUID getCardId() {
        return cardId;
    }

    public Operation getOperation() {
        return operation;
    }

    public By getBy() {
        return by;
    }

    /** The number of the member of staff; null when the customer did it. */
    public String getStaffNumber() {
        return staffNumber;
    }

    /** The request under which staff did it; null when the customer did it. */
    public UUID getRequestId() {
        return requestId;
    }

    public Instant getAt() {
        return at;
    }
}
