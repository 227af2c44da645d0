package net.korax.ams.charge;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.GatewayAnswer;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Time;

/**
 * Something asked of the payment gateway, once. Its life: {@code INTENDED} is committed together with the use of the request
 * before anything is sent; the gateway's answer makes it {@code APPROVED} or {@code DECLINED}; no clear answer makes it {@code
 * UNKNOWN}, which is asked for again by the merchant reference and never sent a second time.
 */
@MappedSuperclass
public abstract class Posting {

    /** Where it stands. */
    public enum State {
        INTENDED,
        APPROVED,
        DECLINED,
        UNKNOWN
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "request_id")
    private UUID requestId;

    @Column(name = "amount_minor")
    private long amountMinor;

    private String currency;

    @Column(name = "merchant_reference")
    private String merchantReference;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "gateway_reference")
    private String gatewayReference;

    @Column(name = "decline_code")
    private String declineCode;

    @Column(name = "intended_at")
    private Instant intendedAt;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Version
    private long version;

    protected Posting() {}

    Posting(CardRequest request, Money amount) {
        this.id = UUID.randomUUID();
        this.accountId = request.getAccountId();
        this.requestId = request.getId();
        this.amountMinor = amount.minor();
        this.currency = amount.currency().getCurrencyCode();
        this.merchantReference = "ams-" + id;
        this.state = State.INTENDED;
        this.intendedAt = Time.now();
    }

    /** What the audit trail calls it: {@code charge}, {@code refund}, {@code void}. */
    abstract String noun();

    /** Takes the gateway's answer; what was decided once stays so, however late another answer comes. */
    void answered(GatewayAnswer answer) {
        if (isDecided()) {
            return;
        }
        switch (answer.state()) {
            case APPROVED -> decide(State.APPROVED, answer);
            case DECLINED -> decide(State.DECLINED, answer);
            case UNKNOWN -> state = State.UNKNOWN;
            case NEVER_SEEN -> decide(State.DECLINED, new GatewayAnswer(answer.state(), null, "never_processed"));
        }
    }

    private void decide(State decided, GatewayAnswer answer) {
        state = decided;
        gatewayReference = answer.reference();
        declineCode = answer.declineCode();
        decidedAt = Time.now();
    }

    public boolean isDecided() {
        return state == State.APPROVED || state == State.DECLINED;
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public UUID getRequestId() {
        return requestId;
    }

    public Money getAmount() {
        return new Money(amountMinor, Currency.getInstance(currency));
    }

    public String getMerchantReference() {
        return merchantReference;
    }

    public State getState() {
        return state;
    }

    /** The gateway's own reference; null until it answered. */
    public String getGatewayReference() {
        return gatewayReference;
    }

    /** The gateway's word for why it declined; null unless declined. */
    public String getDeclineCode() {
        return declineCode;
    }

    public Instant getIntendedAt() {
        return intendedAt;
    }

    public Instant getDecidedAt() {
        return decidedAt;
    }
}
