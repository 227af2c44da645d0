package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * That somebody is signed in. Begun by a sign-in, seen again with its requests, ended by its user, by a change of the password, by a
 * broken reference, after a quarter of an hour without a request (PCI 8.2.8) or at its last moment. A visit that has ended stays in the
 * list for thirty days and opens nothing.
 */
@Entity
@Table(name = "visit")
public class Visit {

    /** Without a request for so long a visit has run out. Seen again is written once a minute, so at times a minute earlier. */
    static final Duration IDLE = Duration.ofMinutes(15);

    /** Why a visit ended. */
    public enum Ending {
        SIGNED_OUT,
        ENDED_BY_USER,
        /** Signed in again in the same browser. */
        REPLACED,
        PASSWORD_CHANGED,
        SECOND_FACTOR_CHANGED,
        /** More than one may have at once. */
        TOO_MANY,
        ACCOUNT_CLOSED,
        /** The one cookie came without the other. */
        HALF_MISSING,
        IDLE,
        LIMIT,
        /** Another operator changed the roles of a member of staff: new rights, a new visit. */
        ROLES_CHANGED,
        DISABLED
    }

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Enumerated(EnumType.STRING)
    private Audience audience;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    private String device;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "proved_at")
    private Instant provedAt;

    @Column(name = "second_factor_at")
    private Instant secondFactorAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_reason")
    private Ending ending;

    protected Visit() {}

    Visit(AppUser user, Device device, VisitToken token, SecondFactor factor) {
        this.id = UUID.randomUUID();
        this.userId = user.getId();
        this.audience = user.getAudience();
        this.tokenHash = token.hash();
        this.device = device.stored();
        this.begunAt = Time.now();
        this.lastSeenAt = begunAt;
        this.endsAt = begunAt.plus(audience.longestVisit());
        proved(factor);
    }

    /** Who it belongs to has proved once more who he is, and got a new reference for it (ASVS 7.2.4). */
    void provedAgain(SecondFactor factor, VisitToken renewed) {
        proved(factor);
        tokenHash = renewed.hash();
    }

    private void proved(SecondFactor factor) {
        provedAt = Time.now();
        if (factor.isOwn()) {
            secondFactorAt = provedAt;
        }
    }

    void end(Ending why) {
        if (endedAt == null) {
            endedAt = Time.now();
            ending = why;
        }
    }

    /** Ends it at the moment at which it has run out by itself. */
    void runOut() {
        Instant idle = lastSeenAt.plus(IDLE);
        ending = idle.isBefore(endsAt) ? Ending.IDLE : Ending.LIMIT;
        endedAt = ending == Ending.IDLE ? idle : endsAt;
    }

    boolean hasEnded() {
        return endedAt != null;
    }

    public UUID getId() {
        return id;
    }

    public UUID getUserId() {
        return userId;
    }

    public Device getDevice() {
        return Device.read(device);
    }

    public Instant getBegunAt() {
        return begunAt;
    }

    /** To the minute. */
    public Instant getLastSeenAt() {
        return lastSeenAt;
    }

    /** When the person last proved in this visit who he is: by the sign-in, or asked again since. */
    public Instant getProvedAt() {
        return provedAt;
    }

    /** When a second factor was last proved in this visit; null when none was, or a recovery code stood in for it. */
    public Instant getSecondFactorAt() {
        return secondFactorAt;
    }
}
