package net.korax.ams.identity;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.AuthenticatorTransport;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.Time;

/**
 * A key that one user keeps in an authenticator (W3C WebAuthn). The house knows its public half and how often it has signed; a
 * credential belongs to one user alone (PCI 8.3.11). The label is its owner's own word and is sealed.
 */
@Entity
@Table(name = "passkey")
public class Passkey {

    private static final int LONGEST_LABEL = 40;

    @Id
    private UUID id;

    @ManyToOne
    @JoinColumn(name = "user_id")
    private AppUser owner;

    @Column(name = "credential_id")
    private byte[] credentialId;

    @Column(name = "public_key")
    private byte[] publicKey;

    @Column(name = "signature_count")
    private long signatureCount;

    private String transports;

    @Column(name = "label_sealed")
    private byte[] labelSealed;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    protected Passkey() {}

    /** @param label of {@link #readLabel} */
    Passkey(AppUser owner, PublicKeyCredentialDescriptor key, ByteArray publicKey, long signatureCount, String label) {
        this.id = UUID.randomUUID();
        this.owner = owner;
        this.credentialId = key.getId().getBytes();
        this.publicKey = publicKey.getBytes();
        this.signatureCount = signatureCount;
        this.transports = key.getTransports().stream()
                .flatMap(SortedSet::stream)
                .map(AuthenticatorTransport::getId)
                .filter(transport -> transport.matches("[a-z-]{1,20}"))
                .collect(Collectors.joining(" "));
        this.labelSealed = CredentialSeal.sealLabel(owner.dek(), id, label);
        this.createdAt = Time.now();
    }

    /** The label as it may be typed. */
    static String readLabel(String typed) {
        return FreeText.of(typed, LONGEST_LABEL, "passkey-label");
    }

    PublicKeyCredentialDescriptor descriptor() {
        return PublicKeyCredentialDescriptor.builder()
                .id(new ByteArray(credentialId))
                .transports(transports())
                .build();
    }

    private Set<AuthenticatorTransport> transports() {
        return Arrays.stream(transports.split(" "))
                .filter(transport -> !transport.isEmpty())
                .map(AuthenticatorTransport::of)
                .collect(Collectors.toSet());
    }

    RegisteredCredential registered() {
        return RegisteredCredential.builder()
                .credentialId(new ByteArray(credentialId))
                .userHandle(new ByteArray(owner.passkeyHandle()))
                .publicKeyCose(new ByteArray(publicKey))
                .signatureCount(signatureCount)
                .build();
    }

    AppUser owner() {
        return owner;
    }

    public UUID getId() {
        return id;
    }

    /** What its owner calls it. */
    public String getLabel() {
        return CredentialSeal.openLabel(owner.dek(), id, labelSealed);
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    /** When it last let its owner in, or proved who he is; null when it never did. */
    public Instant getLastUsedAt() {
        return lastUsedAt;
    }
}
