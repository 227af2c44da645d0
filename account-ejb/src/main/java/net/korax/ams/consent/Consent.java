package net.korax.ams.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * That a customer lets one recipient have data for one purpose (P01). Given in the portal, live until withdrawn or until the purpose
 * ends. A withdrawn one stays in the register, for what was disclosed under it; giving once more makes a new one.
 */
@Entity
@Table(name = "consent")
public class Consent {

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @ManyToOne
    @JoinColumn(name = "purpose_id")
    private Purpose purpose;

    @Column(name = "given_at")
    private Instant givenAt;

    @Column(name = "withdrawn_at")
    private Instant withdrawnAt;

    @Version
    private long version;

    protected Consent() {}

    Consent(UUID accountId, Purpose purpose) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.purpose = purpose;
        this.givenAt = Time.now();
    }

    void withdraw() {
        if (withdrawnAt == null) {
            withdrawnAt = Time.now();
        }
    }

    /** Whether something may be disclosed under it now. */
    public boolean isLive() {
        return withdrawnAt == null && purpose.isOpen();
    }

    boolean belongsTo(UUID account) {
        return accountId.equals(account);
    }

    public UUID getId() {
        return id;
    }

    public Purpose getPurpose() {
        return purpose;
    }

    public Instant getGivenAt() {
        return givenAt;
    }

    /** Null as long as it was not withdrawn. */
    public Instant getWithdrawnAt() {
        return withdrawnAt;
    }
}
