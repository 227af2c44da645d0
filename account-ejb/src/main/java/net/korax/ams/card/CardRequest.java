package net.korax.ams.card;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * What a customer asked to be done with a card (P19), by ordering something in the portal or by another way that staff recorded
 * (P22). It names one operation on one card, for a charge with a ceiling; it expires, and one use uses it up in the transaction of
 * that use. No staff hand touches a card without one.
 */
@Entity
@Table(name = "card_request")
public class CardRequest {

    /** What was asked for. */
    public enum Operation {
        ADD,
        EDIT,
        DELETE,
        CHARGE,
        REFUND
    }

    /** Open until used, withdrawn or too old. */
    public enum State {
        OPEN,
        USED,
        WITHDRAWN
    }

    private static final Duration LIFE_OF_ORDER = Duration.ofDays(7);
    private static final Duration LIFE_OF_RECORD = Duration.ofHours(24);

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "card_id")
    private UUID cardId;

    @Enumerated(EnumType.STRING)
    private Operation operation;

    @Column(name = "ceiling_minor")
    private Long ceilingMinor;

    private String currency;

    @Column(name = "order_id")
    private UUID orderId;

    @Column(name = "charge_id")
    private UUID chargeId;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    @Enumerated(EnumType.STRING)
    @Column(name = "identity_check")
    private IdentityCheck identityCheck;

    @Column(name = "made_by")
    private UUID madeBy;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "used_at")
    private Instant usedAt;

    @Column(name = "used_by")
    private UUID usedBy;

    @Version
    private long version;

    protected CardRequest() {}

    private CardRequest(UUID accountId, UUID cardId, Operation operation, Money ceiling, UUID madeBy, Duration life) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.cardId = cardId;
        this.operation = operation;
        this.ceilingMinor = ceiling == null ? null : ceiling.minor();
        this.currency = ceiling == null ? null : ceiling.currency().getCurrencyCode();
        this.madeBy = madeBy;
        this.madeAt = Time.now();
        this.expiresAt = madeAt.plus(life);
        this.state = State.OPEN;
    }

    /** The request that an order in the portal makes: charge this card, at most this much. */
    static CardRequest byOrder(UUID accountId, UUID cardId, Money ceiling, UUID orderId, UUID customer) {
        CardRequest request = new CardRequest(accountId, cardId, Operation.CHARGE, ceiling, customer, LIFE_OF_ORDER);
        request.orderId = orderId;
        request.channel = Channel.PORTAL;
        request.identityCheck = IdentityCheck.SIGNED_IN;
        return request;
    }

    /** A request that reached staff by another way. */
    static CardRequest recorded(
            UUID accountId,
            UUID cardId,
            Operation operation,
            Money ceiling,
            Channel channel,
            IdentityCheck check,
            UUID staff) {
        if (channel == Channel.PORTAL || check == IdentityCheck.SIGNED_IN) {
            throw new Refused("request.not-by-portal");
        }
        boolean limited = ceiling != null && !ceiling.isZero();
        if (operation == Operation.REFUND || (operation == Operation.CHARGE) != limited) {
            throw new Refused("request.ceiling");
        }
        CardRequest request = new CardRequest(accountId, cardId, operation, ceiling, staff, LIFE_OF_RECORD);
        request.channel = channel;
        request.identityCheck = check;
        return request;
    }

    /** The request to give money back, made by the customer in the portal, or recorded by staff. */
    static CardRequest refund(RefundWish wish, Channel channel, IdentityCheck check, UUID madeBy) {
        boolean portal = channel == Channel.PORTAL;
        CardRequest request = new CardRequest(
                wish.accountId(),
                wish.cardId(),
                Operation.REFUND,
                wish.ceiling(),
                madeBy,
                portal ? LIFE_OF_ORDER : LIFE_OF_RECORD);
        request.chargeId = wish.chargeId();
        request.channel = channel;
        request.identityCheck = check;
        return request;
    }

    /** Whether this way of asking and this check of identity go together: who asks in the portal is signed in, nobody else is. */
    static void checkWay(Channel channel, IdentityCheck check) {
        if (channel == null || check == null) {
            throw new Refused("request.way");
        }
        if ((channel == Channel.PORTAL) != (check == IdentityCheck.SIGNED_IN)) {
            throw new Refused("request.not-by-portal");
        }
    }

    /** Uses the request up; refused when it is for something else, was used or withdrawn, or is too old. */
    void use(Operation wanted, UUID staff) {
        if (operation != wanted) {
            throw new Refused("request.other-operation");
        }
        if (state != State.OPEN) {
            throw new Refused("request.used");
        }
        if (!isLive()) {
            throw new Refused("request.expired");
        }
        state = State.USED;
        usedAt = Time.now();
        usedBy = staff;
    }

    /**
     * Whether this request allows so much to be charged, or given back.
     *
     * @throws Refused {@code money.zero}, {@code request.ceiling-exceeded}
     */
    public void checkAmount(Money amount) {
        if (amount.isZero()) {
            throw new InvalidValue("money.zero");
        }
        if (!amount.currency().equals(getCeiling().currency()) || amount.exceeds(getCeiling())) {
            throw new Refused("request.ceiling-exceeded", getCeiling());
        }
    }

    void withdraw() {
        if (state != State.OPEN) {
            throw new Refused("request.used");
        }
        state = State.WITHDRAWN;
    }

    public boolean isLive() {
        return state == State.OPEN && Time.now().isBefore(expiresAt);
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    /** The card concerned; null for an addition. */
    public UUID getCardId() {
        return cardId;
    }

    public Operation getOperation() {
        return operation;
    }

    /** The most that may be charged or given back; null for anything else. */
    public Money getCeiling() {
        return ceilingMinor == null ? null : new Money(ceilingMinor, Currency.getInstance(currency));
    }

    /** The order that made this request; null when it did not come from an order. */
    public UUID getOrderId() {
        return orderId;
    }

    /** The charge to be given back; null for anything but a refund. */
    public UUID getChargeId() {
        return chargeId;
    }

    public Channel getChannel() {
        return channel;
    }

    public IdentityCheck getIdentityCheck() {
        return identityCheck;
    }

    /** The user who made it: the customer in the portal, else the member of staff who recorded it. */
    public UUID getMadeBy() {
        return madeBy;
    }

    public Instant getMadeAt() {
        return madeAt;
    }

    public Instant getExpiresAt() {
        return expiresAt;
    }

    public State getState() {
        return state;
    }

    public Instant getUsedAt() {
        return usedAt;
    }

    /** The custodian who used it; null when nobody has. */
    public UUID getUsedBy() {
        return usedBy;
    }
}
