package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * That a card custodian is trusted with cards (P17): granted by another, for a reason, until a date. The role alone opens
 * nothing: without a live trust the custodian signs in without it, and {@link LiveTrust} asks again at each use.
 */
@Entity
@Table(name = "custodian_trust")
public class CustodianTrust {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "granted_by")
    private UUID grantedBy;

    private String reason;

    @Column(name = "granted_at")
    private Instant grantedAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    protected CustodianTrust() {}

    CustodianTrust(UUID userId, UUID grantedBy, String reason, Instant endsAt) {
        if (userId.equals(grantedBy)) {
            throw new Refused("trust.by-oneself");
        }
        if (!endsAt.isAfter(Time.now())) {
            throw new Refused("trust.ends-in-the-past");
        }
        if (endsAt.isAfter(latestEnd())) {
            throw new Refused("trust.ends-too-late");
        }
        this.id = UUID.randomUUID();
        this.userId = userId;
        this.grantedBy = grantedBy;
        this.reason = readReason(reason);
        this.grantedAt = Time.now();
        this.endsAt = endsAt;
    }

    /** The reason as it may be typed. */
    public static String readReason(String typed) {
        return FreeText.of(typed, 200, "trust.reason");
    }

    /** Trust is looked at anew every year: it ends within the day a year from now. */
    private static Instant latestEnd() {
        return Time.now().atZone(ZoneOffset.UTC).plusYears(1).plusDays(1).toInstant();
    }

    void end() {
        if (endedAt == null) {
            endedAt = Time.now();
        }
    }

    public boolean isLive() {
        return endedAt == null && Time.now().isBefore(endsAt);
    }

    public UUID getId() {
        return id;
    }

    public String getReason() {
        return reason;
    }

    public Instant getGrantedAt() {
        return grantedAt;
    }

    public Instant getEndsAt() {
        return endsAt;
    }
}
