package net.korax.ams.card;

import jakarta.enterprise.context.ApplicationScoped;
import net.korax.ams.shared.Money;

/** No payment gateway is configured: every charge is declined before anything leaves, with the reason. */
@ApplicationScoped
class NoGateway implements PaymentGateway {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public GatewayAnswer charge(Pan pan, Expiry expiry, Money amount, String merchantReference) {
        return GatewayAnswer.declined(null, "no_gateway");
    }

    @Override
    public GatewayAnswer ask(String merchantReference) {
        return GatewayAnswer.neverSeen();
    }
}
