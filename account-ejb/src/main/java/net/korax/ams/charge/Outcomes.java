package net.korax.ams.charge;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import net.korax.ams.card.GatewayAnswer;

/** Takes the gateway's answers, at once or asked for later, and tells those who wait for them after they are committed. */
@Dependent
class Outcomes {

    @Inject
    private Charges charges;

    @Inject
    private Event<ChargeDecided> decided;

    @Inject
    private Event<ChargeReversed> reversed;

    Charge take(Charge charge, GatewayAnswer answer, String actor) {
        Charge answered = charges.decide(Charge.class, charge.getId(), answer, actor);
        if (answered.isDecided()) {
            decided.fire(new ChargeDecided(answered.getAccountId(), answered.getOrderId(), answered.getState()));
        }
        return answered;
    }

    Reversal take(Reversal reversal, Charge charge, GatewayAnswer answer, String actor) {
        Reversal answered = charges.decide(Reversal.class, reversal.getId(), answer, actor);
        boolean whole = answered.getState() == Posting.State.APPROVED
                && charges.left(charge).isZero();
        if (whole) {
            reversed.fire(new ChargeReversed(charge.getAccountId(), charge.getOrderId()));
        }
        return answered;
    }
}
