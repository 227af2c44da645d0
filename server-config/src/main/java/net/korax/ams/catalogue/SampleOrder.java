package net.korax.ams.catalogue;

import java.util.UUID;
import java.util.function.Consumer;
import net.korax.ams.shared.Money;

/** Orders of samples. */
public final class SampleOrder {

    private SampleOrder() {}

    /** An offer as it stands in the catalogue. */
    public static ServiceOffer offer(String code, Money price) {
        OfferText text = new OfferText(code, code);
        ServiceOffer offer = new ServiceOffer(code, text, text, price, 0);
        return offer;
    }

    /** An order that was placed, and paid. */
    public static UUID paid(UUID accountId, ServiceOffer offer, Consumer<Object> rows) {
        ServiceOrder order = new ServiceOrder(accountId, offer);
        order.become(ServiceOrder.Status.PAID);
        rows.accept(order);
        return order.getId();
    }
}
