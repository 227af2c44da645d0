package net.korax.ams.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * A customer's account. Its life: opened at sign-up ({@code OPENING} until every store knows it), {@code ACTIVE}, then
 * {@code CLOSING} while everything of its holder is removed, then {@code CLOSED}: a tombstone with an opaque id, no number and
 * nobody behind it.
 */
@Entity
@Table(name = "account")
public class Account {

    /** Where the account is in its life. */
    public enum Status {
        OPENING,
        ACTIVE,
        CLOSING,
        CLOSED
    }

    @Id
    private UUID id;

    private String number;

    @Enumerated(EnumType.STRING)
    private AccountKind kind;

    @Enumerated(EnumType.STRING)
    private ServiceKind service;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Version
    private long version;

    protected Account() {}

    Account(String number, AccountKind kind, ServiceKind service) {
        this.id = UUID.randomUUID();
        this.number = number;
        this.kind = kind;
        this.service = service;
        this.status = Status.OPENING;
        this.openedAt = Time.now();
    }

    void activate() {
        if (status == Status.OPENING) {
            status = Status.ACTIVE;
        }
    }

    void close(String typedNumber) {
        if (status == Status.CLOSED) {
            throw new Refused("account.closed");
        }
        if (typedNumber == null || !typedNumber.strip().equalsIgnoreCase(number)) {
            throw new Refused("account.number-differs");
        }
        status = Status.CLOSING;
    }

    /** Closing once more, after a backup in which the account was open was restored. */
    void closeAgain() {
        if (status != Status.CLOSED) {
            status = Status.CLOSING;
        }
    }

    void bury() {
        if (status != Status.CLOSED) {
            status = Status.CLOSED;
            number = null;
            closedAt = Time.now();
        }
    }

    public UUID getId() {
        return id;
    }

    /** What stands on invoices, {@code K100042}; null once closed. */
    public String getNumber() {
        return number;
    }

    public AccountKind getKind() {
        return kind;
    }

    public ServiceKind getService() {
        return service;
    }

    public Status getStatus() {
        return status;
    }

    public Instant getOpenedAt() {
        return openedAt;
    }
}
