package net.korax.ams.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.shared.Time;

/**
 * What a member of staff found out about who an account's holder is, with the reason (P05). The newest one is the account's state; they are
 * the history, and none is ever changed. The reason is sealed; the customer reads it.
 */
@Entity
@Table(name = "identity_verdict")
public class IdentityVerdict {

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private IdentityState state;

    @Enumerated(EnumType.STRING)
    @Column(name = "identity_check")
    private IdentityCheck check;

    private byte[] reason;

    @Column(name = "by_staff")
    private String staffNumber;

    private Instant at;

    @Transient
    private String opened;

    protected IdentityVerdict() {}

    IdentityVerdict(
            UUID accountId,
            IdentityState state,
            IdentityCheck check,
            String reason,
            String staffNumber,
            PersonSeal.Opened seal) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.state = state;
        this.check = check;
        this.reason = seal.seal(id, "identity.reason", reason);
        this.staffNumber = staffNumber;
        this.at = Time.now();
    }

    IdentityVerdict open(PersonSeal.Opened seal) {
        opened = seal.open(id, "identity.reason", reason);
        return this;
    }

    public IdentityState getState() {
        return state;
    }

    /** How it was made sure; null unless verified. */
    public IdentityCheck getCheck() {
        return check;
    }

    public String getReason() {
        return opened;
    }

    public String getStaffNumber() {
        return staffNumber;
    }

    public Instant getAt() {
        return at;
    }
}
