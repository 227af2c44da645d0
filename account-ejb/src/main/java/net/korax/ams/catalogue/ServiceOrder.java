package net.korax.ams.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Time;

/**
 * A customer's order of one service at the price it had then. {@code PLACED} until its card request is made, {@code REQUESTED}
 * until the charge is decided, then {@code PAID} or {@code DECLINED}; or {@code CANCELLED} before. A paid order whose money was given back is
 * {@code REFUNDED}.
 */
@Entity
@Table(name = "service_order")
public class ServiceOrder {

    /** Where the order stands. */
    public enum Status {
        PLACED,
        REQUESTED,
        PAID,
        DECLINED,
        CANCELLED,
        REFUNDED
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "offer_code")
    private String offerCode;

    @Column(name = "price_minor")
    private long priceMinor;

    private String currency;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "placed_at")
    private Instant placedAt;

    @Version
    private long version;

    protected ServiceOrder() {}

    ServiceOrder(UUID accountId, ServiceOffer offer) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.offerCode = offer.getCode();
        this.priceMinor = offer.getPrice().minor();
        this.currency = offer.getPrice().currency().getCurrencyCode();
        this.status = Status.PLACED;
        this.placedAt = Time.now();
    }

    void become(Status next) {
        boolean settled = status == Status.PAID || status == Status.REFUNDED;
        if (!settled || (status == Status.PAID && next == Status.REFUNDED)) {
            status = next;
        }
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public String getOfferCode() {
        return offerCode;
    }

    public Money getPrice() {
        return new Money(priceMinor, Currency.getInstance(currency));
    }

    public Status getStatus() {
        return status;
    }

    public Instant getPlacedAt() {
        return placedAt;
    }
}
