package net.korax.ams.charge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import net.korax.ams.card.CardRequest;
import net.korax.ams.shared.Money;

/** An amount taken from a card, under one request of the customer and at most once. */
@Entity
@Table(name = "charge")
public class Charge extends Posting {

    @Column(name = "card_id")
    private UUID cardId;

    @Column(name = "order_id")
    private UUID orderId;

    protected Charge() {}

    Charge(CardRequest request, Money amount) {
        super(request, amount);
        this.cardId = request.getCardId();
        this.orderId = request.getOrderId();
    }

    @Override
    String noun() {
        return "charge";
    }

    public UUID getCardId() {
        return cardId;
    }

    /** The order paid for; null when the charge has none. */
    public UUID getOrderId() {
        return orderId;
    }
}
