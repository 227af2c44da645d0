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
 * What an authenticator was asked, until it is answered: the challenge is here and is never taken from a browser. It can be answered
 * once, within five minutes, and for its purpose alone (PCI 8.5.1).
 */
@Entity
@Table(name = "passkey_ceremony")
class PasskeyCeremony {

    /** What the answer is good for. */
    enum Purpose {
        ADD,
        SIGN_IN,
        PROVE
    }

    static final Duration LASTS = Duration.ofMinutes(5);

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Purpose purpose;

    @Column(name = "user_id")
    private UUID userId;

    private String request;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected PasskeyCeremony() {}

    /** @param userId who is to answer; null when anybody may say who he is */
    PasskeyCeremony(Purpose purpose, UUID userId, String request) {
        this.id = UUID.randomUUID();
        this.purpose = purpose;
        this.userId = userId;
        this.request = request;
        this.expiresAt = Time.now().plus(LASTS);
    }

    boolean isFor(Purpose wanted) {
        return purpose == wanted && Time.now().isBefore(expiresAt);
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

    String request() {
        return request;
    }
}
