package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * That somebody may enrol as a member of staff: with a link that an operator hands over, which works once, for three days (PCI 8.3.5). The
 * house keeps a keyed fingerprint of it. Until then there is no log-in, or it stays disabled.
 */
@Entity
@Table(name = "invitation")
public class Invitation {

    static final Duration LIFE = Duration.ofHours(72);

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "user_name")
    private String userName;

    @Column(name = "user_name_key")
    private String userNameKey;

    private String roles;

    @Column(name = "invited_by")
    private UUID invitedBy;

    @Column(name = "invited_at")
    private Instant invitedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "token_fingerprint")
    private byte[] tokenFingerprint;

    protected Invitation() {}

    /** Of somebody new. */
    Invitation(UserName userName, StaffRoles roles, UUID invitedBy, String token) {
        this.id = UUID.randomUUID();
        this.userName = userName.value();
        this.userNameKey = userName.key();
        this.roles = roles.stored();
        this.invitedBy = invitedBy;
        this.invitedAt = Time.now();
        this.expiresAt = invitedAt.plus(LIFE);
        this.tokenFingerprint = fingerprint(token);
    }

    /** Of a member who is disabled, to begin again. */
    Invitation(AppUser member, UUID invitedBy, String token) {
        this(new UserName(member.getUserName()), new StaffRoles(member.getRoles()), invitedBy, token);
        this.userId = member.getId();
    }

    static byte[] fingerprint(String token) {
        return CredentialSeal.fingerprint("invitation", token);
    }

    boolean isOpen() {
        return Time.now().isBefore(expiresAt);
    }

    /** Who begins again; null for somebody new. */
    UUID userId() {
        return userId;
    }

    public UUID getId() {
        return id;
    }

    public String getUserName() {
        return userName;
    }

    public Set<String> getRoles() {
        return StaffRoles.read(roles).values();
    }

    public UUID getInvitedBy() {
        return invitedBy;
    }

    /** The link works until then. */
    public Instant getExpiresAt() {
        return expiresAt;
    }
}
