package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * A wish for a new password, and the link that grants it: 256 random bits, of which the house keeps a keyed fingerprint. It works once,
 * for an hour (ASVS 6.4.1), and leaves the second factor as it is.
 */
@Entity
@Table(name = "password_reset")
class PasswordReset {

    static final Duration LIFE = Duration.ofHours(1);

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    private UUID id;

    @Column(name = "user_name_fingerprint")
    private byte[] userNameFingerprint;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "token_fingerprint")
    private byte[] tokenFingerprint;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "used_at")
    private Instant usedAt;

    protected PasswordReset() {}

    /** @param userId null under a name that nobody has */
    PasswordReset(byte[] userNameFingerprint, UUID userId) {
        this.id = UUID.randomUUID();
        this.userNameFingerprint = userNameFingerprint;
        this.userId = userId;
        this.askedAt = Time.now();
    }

    static String drawToken() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static byte[] fingerprint(String token) {
        return CredentialSeal.fingerprint("password-reset", token);
    }

    void linkSent(String token) {
        tokenFingerprint = fingerprint(token);
        expiresAt = Time.now().plus(LIFE);
    }

    void use() {
        usedAt = Time.now();
    }

    boolean isLive() {
        return usedAt == null && expiresAt != null && Time.now().isBefore(expiresAt);
    }

    UUID userId() {
        return userId;
    }
}
