package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * That a card custodian is trusted with cards (P17): proposed by an operator for a reason and until a date, and in force once a second
 * operator has approved it within seven days (PCI 7.2.3). The role alone opens nothing: without a live trust the custodian signs in
 * without it, and {@link LiveTrust} asks again at each use.
 */
@Entity
@Table(name = "custodian_trust")
public class CustodianTrust {

    private static final Duration APPROVED_WITHIN = Duration.ofDays(7);

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

    @Column(name = "approved_by")
    private UUID approvedBy;

    @Column(name = "approved_at")
    private Instant approvedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    protected CustodianTrust() {}

    /** A proposal. */
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

    /**
     * Puts it in force.
     *
     * @throws Refused {@code trust.second} by who proposed it or is to be trusted; {@code trust.proposal-over} when it waits no more
     */
    void approve(UUID by) {
        if (by.equals(grantedBy) || by.equals(userId)) {
            throw new Refused("trust.second");
        }
        if (!isProposed()) {
            throw new Refused("trust.proposal-over");
        }
        approvedBy = by;
        approvedAt = Time.now();
    }

    void end() {
        if (endedAt == null) {
            endedAt = Time.now();
        }
    }

    /** Whether it is approved, and lasts. */
    public boolean isLive() {
        return approvedAt != null && endedAt == null && Time.now().isBefore(endsAt);
    }

    /** Whether it waits for the second operator. */
    public boolean isProposed() {
        Instant now = Time.now();
        return approvedAt == null
                && endedAt == null
                && now.isBefore(endsAt)
                && now.isBefore(grantedAt.plus(APPROVED_WITHIN));
    }

    UUID userId() {
        return userId;
    }

    public UUID getId() {
        return id;
    }

    /** The operator who proposed it. */
    public UUID getGrantedBy() {
        return grantedBy;
    }

    public String getReason() {
        return reason;
    }

    public Instant getGrantedAt() {
        return grantedAt;
    }

    /** The last day of it, in UTC. */
    public LocalDate getLastDay() {
        return LocalDate.ofInstant(endsAt.minusNanos(1), ZoneOffset.UTC);
    }

    public Instant getEndsAt() {
        return endsAt;
    }
}
