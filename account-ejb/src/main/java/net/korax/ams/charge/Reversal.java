package net.korax.ams.charge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;
import net.korax.ams.card.CardRequest;
import net.korax.ams.shared.Money;

/**
 * Money given back, under a request of the customer: a charge cancelled before it is settled, which is always the whole of it, or
 * a refund of some or all of it after. Never more than was charged, which the database holds too.
 */
@Entity
@Table(name = "reversal")
public class Reversal extends Posting {

    /** How it is given back. */
    public enum Kind {
        REFUND,
        VOID
    }

    @Column(name = "charge_id")
    private UUID chargeId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    protected Reversal() {}

    Reversal(CardRequest request, Charge charge, Kind kind, Money amount) {
        super(request, amount);
        this.chargeId = charge.getId();
        this.kind = kind;
    }

    @Override
    String noun() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    public UUID getChargeId() {
        return chargeId;
    }

    public Kind getKind() {
        return kind;
    }
}
