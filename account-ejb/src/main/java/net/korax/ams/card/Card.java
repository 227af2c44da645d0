package net.korax.ams.card;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * A stored card as everybody may see it: brand, last four, expiry, holder (P16). It has no number to show: the PAN is here only
 * sealed, bound to this card, its account, brand, last four and expiry, and opens nowhere but in {@link Custody}. Deleting the
 * card removes the row with everything in it, the fingerprint too.
 */
@Entity
@Table(name = "card")
public class Card {

    private static final int FIRST_REMINDER = 60;
    private static final int SECOND_REMINDER = 30;
    private static final int LAST_REMINDER = 7;

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "dek_id")
    private UUID dekId;

    @Column(name = "sealed_pan")
    private byte[] sealedPan;

    private byte[] fingerprint;

    @Column(name = "fingerprint_version")
    private int fingerprintVersion;

    @Enumerated(EnumType.STRING)
    private CardBrand brand;

    @Column(name = "last_four")
    private String lastFour;

    @Convert(converter = ExpiryConverter.class)
    private Expiry expiry;

    private byte[] holder;

    @Column(name = "billing_contact")
    private UUID billingContact;

    @Column(name = "default_card")
    private boolean defaultCard;

    @Column(name = "added_at")
    private Instant addedAt;

    private Short reminded;

    @Version
    private long version;

    @Transient
    private CardholderName holderName;

    @Transient
    private boolean damaged;

    protected Card() {}

    Card(UUID accountId, UUID dekId, boolean defaultCard, UUID billingContact) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.dekId = dekId;
        this.defaultCard = defaultCard;
        this.billingContact = billingContact;
        this.addedAt = Time.now();
    }

    /** Takes a sealed number and what may be shown of it. */
    void take(SealedPan sealed, Fingerprint newFingerprint) {
        sealedPan = sealed.blob();
        brand = sealed.brand();
        lastFour = sealed.lastFour();
        if (!sealed.expiry().equals(expiry)) {
            reminded = null;
        }
        expiry = sealed.expiry();
        fingerprint = newFingerprint.bytes();
        fingerprintVersion = newFingerprint.version();
    }

    void hold(CardholderName name, byte[] sealedName) {
        holderName = name;
        holder = sealedName;
    }

    void opened(CardholderName name) {
        holderName = name;
    }

    void damaged() {
        damaged = true;
    }

    /** Notes the reminder that is due today, 60, 30 or 7 days before the last day; false when none is, or it was noted before. */
    boolean remind() {
        long days = daysToExpiry();
        if (days < 0 || days > FIRST_REMINDER) {
            return false;
        }
        short stage = (short)
                (days <= LAST_REMINDER ? LAST_REMINDER : days <= SECOND_REMINDER ? SECOND_REMINDER : FIRST_REMINDER);
        if (reminded != null && reminded <= stage) {
            return false;
        }
        reminded = stage;
        return true;
    }

    void billTo(UUID contact) {
        billingContact = contact;
    }

    void makeDefault(boolean isDefault) {
        defaultCard = isDefault;
    }

    SealedPan sealedPan() {
        return new SealedPan(id, accountId, sealedPan, brand, lastFour, expiry);
    }

    byte[] sealedHolder() {
        return holder;
    }

    UUID dekId() {
        return dekId;
    }

    Fingerprint fingerprint() {
        return new Fingerprint(fingerprintVersion, fingerprint);
    }

    boolean belongsTo(UUID account) {
        return accountId.equals(account);
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public CardBrand getBrand() {
        return brand;
    }

    public String getLastFour() {
        return lastFour;
    }

    /** What a card is called in texts: its brand and the truncated PAN. */
    public String getTruncated() {
        return brand.title() + " •••• " + lastFour;
    }

    public Expiry getExpiry() {
        return expiry;
    }

    /** The name embossed on the card; null for those who may not see it, and while it cannot be opened. */
    public CardholderName getHolder() {
        return holderName;
    }

    /** The contact person whom charges to this card concern; null when none was chosen. */
    public UUID getBillingContact() {
        return billingContact;
    }

    public boolean isDefaultCard() {
        return defaultCard;
    }

    /** Whether its seals do not hold: it can't be used any more, only deleted. */
    public boolean isDamaged() {
        return damaged;
    }

    public boolean isExpired() {
        return expiry.isPast();
    }

    /** Whole days until the last day on which the card is good, negative when it has passed; counted in UTC. */
    public long daysToExpiry() {
        LocalDate last = expiry.month().atEndOfMonth();
        return ChronoUnit.DAYS.between(Time.today(ZoneOffset.UTC), last);
    }

    public Instant getAddedAt() {
        return addedAt;
    }

    public long getVersion() {
        return version;
    }
}
