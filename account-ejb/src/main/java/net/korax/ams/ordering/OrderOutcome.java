package net.korax.ams.ordering;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import net.korax.ams.catalogue.Orders;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.charge.ChargeDecided;
import net.korax.ams.charge.ChargeReversed;
import net.korax.ams.charge.Posting;

/** Marks an order when its charge is decided, or given back as a whole. Being told twice does no harm. */
@Dependent
class OrderOutcome {

    @Inject
    private Orders orders;

    void decided(@Observes ChargeDecided charge) {
        if (charge.orderId() != null) {
            orders.become(
                    charge.orderId(),
                    charge.state() == Posting.State.APPROVED ? ServiceOrder.Status.PAID : ServiceOrder.Status.DECLINED);
        }
    }

    void reversed(@Observes ChargeReversed charge) {
        if (charge.orderId() != null) {
            orders.become(charge.orderId(), ServiceOrder.Status.REFUNDED);
        }
    }
}
