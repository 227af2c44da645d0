package net.korax.ams.contact;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.shared.Time;

/**
 * A link sent to an address to show that its owner reads it. The link carries 256 random bits of which only a keyed fingerprint
 * is stored; it works once, for two days, and only for the address it was sent to.
 */
@Entity
@Table(name = "email_verification")
class EmailVerification {

    private static final Duration LIFE = Duration.ofDays(2);

    @Id
    @Column(name = "token_fingerprint")
    private byte[] tokenFingerprint;

    @Column(name = "contact_id")
    private UUID contactId;

    @Column(name = "email_fingerprint")
    private byte[] emailFingerprint;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected EmailVerification() {}

    EmailVerification(String token, UUID contactId, EmailAddress email) {
        this.tokenFingerprint = fingerprint(token);
        this.contactId = contactId;
        this.emailFingerprint = PersonSeal.index("verified-email", email.key());
        this.expiresAt = Time.now().plus(LIFE);
    }

    static byte[] fingerprint(String token) {
        return PersonSeal.index("verification-token", token);
    }

    boolean isFor(EmailAddress email) {
        return email != null
                && MessageDigest.isEqual(emailFingerprint, PersonSeal.index("verified-email", email.key()));
    }

    boolean isLive() {
        return Time.now().isBefore(expiresAt);
    }

    UUID contactId() {
        return contactId;
    }
}
