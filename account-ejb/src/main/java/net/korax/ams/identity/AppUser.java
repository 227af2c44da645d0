package net.korax.ams.identity;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.Time;
import net.korax.ams.vault.WrappedDek;

/**
 * Somebody who can sign in. A customer's user belongs to one account and goes when the account is erased; a member of staff has a
 * staff number, which is what customers see of him, and always a second factor.
 */
@Entity
@Table(name = "app_user")
public class AppUser {

    /** Whether the user may sign in. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    private static final int HANDLE = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private Audience audience;

    @Column(name = "staff_number")
    private String staffNumber;

    @Column(name = "user_name")
    private String userName;

    @Column(name = "user_name_key")
    private String userNameKey;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "dek_id")
    private UUID dekId;

    @Column(name = "dek_wrapped")
    private byte[] dekWrapped;

    @Column(name = "kek_version")
    private Integer kekVersion;

    @Column(name = "totp_sealed")
    private byte[] totpSealed;

    @Column(name = "totp_last_step")
    private Long totpLastStep;

    @Column(name = "totp_pending")
    private byte[] totpPending;

    @Column(name = "passkey_handle")
    private byte[] passkeyHandle;

    @Column(name = "provider_fingerprint")
    private byte[] providerFingerprint;

    private String locale;

    @Embedded
    private Employment employment;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "created_at")
    private Instant createdAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "user_role", joinColumns = @JoinColumn(name = "user_id"))
    @Column(name = "role")
    private Set<String> roles = new HashSet<>();

    @OneToMany(mappedBy = "owner", fetch = FetchType.EAGER, cascade = CascadeType.ALL, orphanRemoval = true)
    private Set<Passkey> passkeys = new HashSet<>();

    @Version
    private long version;

    protected AppUser() {}

    private AppUser(
            UUID id, Audience audience, UserName userName, String passwordHash, String locale, Set<String> roles) {
        this.id = id;
        this.audience = audience;
        this.userName = userName.value();
        this.userNameKey = userName.key();
        this.passwordHash = passwordHash;
        this.locale = locale;
        this.status = Status.ACTIVE;
        this.createdAt = Time.now();
        this.roles.addAll(roles);
    }

    static AppUser customer(UUID accountId, UserName userName, String passwordHash, String locale) {
        AppUser user = new AppUser(
                UUID.randomUUID(), Audience.CUSTOMER, userName, passwordHash, locale, Set.of(Roles.CUSTOMER));
        user.accountId = accountId;
        return user;
    }

    static AppUser staff(
            UUID id,
            String staffNumber,
            UserName userName,
            String passwordHash,
            WrappedDek dek,
            byte[] totp,
            Set<String> roles) {
        AppUser user = new AppUser(id, Audience.STAFF, userName, passwordHash, "en", roles);
        user.staffNumber = staffNumber;
        user.dekId = dek.id();
        user.dekWrapped = dek.wrapped();
        user.kekVersion = dek.kekVersion();
        user.totpSealed = totp;
        user.employment = Employment.begun();
        return user;
    }

    /** A disabled member of staff begins again, with a new password and a new second factor. */
    void enrolAgain(String newHash, WrappedDek key, byte[] totp) {
        passwordHash = newHash;
        dekId = key.id();
        dekWrapped = key.wrapped();
        kekVersion = key.kekVersion();
        totpSealed = totp;
        totpPending = null;
        employment = Employment.begun();
        status = Status.ACTIVE;
    }

    /** Nothing that he signs in with outlives it: who comes back proves anew what he has. */
    void disable() {
        status = Status.DISABLED;
        passkeys.clear();
        providerFingerprint = null;
    }

    void changeRoles(StaffRoles next) {
        roles.retainAll(next.values());
        roles.addAll(next.values());
    }

    /** The step of a code that has proved the second factor; no earlier one is taken afterwards. */
    void provedFactor(long step) {
        totpLastStep = step;
    }

    void changePassword(String newHash) {
        this.passwordHash = newHash;
    }

    /** Whether more than a password is asked for when this user signs in. */
    public boolean hasSecondFactor() {
        return hasTotp() || hasPasskey();
    }

    /** Whether he has an app with time-based codes. */
    public boolean hasTotp() {
        return totpSealed != null;
    }

    public boolean hasPasskey() {
        return !passkeys.isEmpty();
    }

    /** An app is being set up; it counts for nothing yet. */
    void prepareTotp(byte[] secret) {
        prepareKey();
        totpPending = CredentialSeal.sealTotp(dek(), secret);
    }

    /** What was being set up is the app from now on. */
    void takeTotp(long provedStep) {
        totpSealed = totpPending;
        totpLastStep = provedStep;
        totpPending = null;
    }

    void dropTotp() {
        totpSealed = null;
        totpLastStep = null;
        totpPending = null;
    }

    /** From here on there is a name for authenticators, and a key for labels. */
    void preparePasskeys() {
        prepareKey();
        if (passkeyHandle == null) {
            passkeyHandle = new byte[HANDLE];
            RANDOM.nextBytes(passkeyHandle);
        }
    }

    void add(Passkey added) {
        passkeys.add(added);
    }

    /** False when he has no such passkey. */
    boolean removePasskey(UUID passkey) {
        return passkeys.removeIf(any -> any.getId().equals(passkey));
    }

    Set<Passkey> passkeys() {
        return Set.copyOf(passkeys);
    }

    /** Under what authenticators know him; null before the first passkey is asked for. */
    byte[] passkeyHandle() {
        return passkeyHandle;
    }

    /** From here on a provider says who he is, under this fingerprint of its log-in; null for no more. */
    void link(byte[] fingerprint) {
        providerFingerprint = fingerprint;
    }

    /** Whether a provider of the house may say who he is in place of his password; never of customers. */
    public boolean isKnownToProvider() {
        return providerFingerprint != null;
    }

    private void prepareKey() {
        if (dekId == null) {
            WrappedDek key = CredentialSeal.newKey(id);
            dekId = key.id();
            dekWrapped = key.wrapped();
            kekVersion = key.kekVersion();
        }
    }

    /** Whether an app is being set up, or another in its place. */
    public boolean isTotpBegun() {
        return totpPending != null;
    }

    byte[] totpPending() {
        return totpPending;
    }

    /** Null while there is nothing to seal. */
    WrappedDek dek() {
        return dekId == null ? null : new WrappedDek(dekId, id, kekVersion, dekWrapped);
    }

    byte[] totpSealed() {
        return totpSealed;
    }

    Long totpLastStep() {
        return totpLastStep;
    }

    String userNameKey() {
        return userNameKey;
    }

    String passwordHash() {
        return passwordHash;
    }

    public UUID getId() {
        return id;
    }

    /** The customer's account; null for staff. */
    public UUID getAccountId() {
        return accountId;
    }

    public Audience getAudience() {
        return audience;
    }

    /** What customers see of a member of staff; null for customers. */
    public String getStaffNumber() {
        return staffNumber;
    }

    public String getUserName() {
        return userName;
    }

    public String getLocale() {
        return locale;
    }

    /** Null for customers. */
    public Employment getEmployment() {
        return employment;
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    public Set<String> getRoles() {
        return Set.copyOf(roles);
    }
}
