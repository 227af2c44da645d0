package net.korax.ams.disclosure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.consent.Consent;
import net.korax.ams.consent.DataClass;
import net.korax.ams.shared.Time;

/**
 * That classes of a customer's data were given to the recipient of a consent (P01): what, when, by which staff number. Never changed.
 * What the data were is not kept.
 */
@Entity
@Table(name = "disclosure")
public class Disclosure {

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @ManyToOne
    @JoinColumn(name = "consent_id")
    private Consent consent;

    private String data;

    @Column(name = "by_staff")
    private String staffNumber;

    @Column(name = "disclosed_at")
    private Instant at;

    protected Disclosure() {}

    Disclosure(UUID accountId, Consent consent, Set<DataClass> data, String staffNumber) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.consent = consent;
        this.data = DataClass.write(data);
        this.staffNumber = staffNumber;
        this.at = Time.now();
    }

    public UUID getId() {
        return id;
    }

    public Consent getConsent() {
        return consent;
    }

    public Set<DataClass> getData() {
        return DataClass.read(data);
    }

    public String getStaffNumber() {
        return staffNumber;
    }

    public Instant getAt() {
        return at;
    }
}
