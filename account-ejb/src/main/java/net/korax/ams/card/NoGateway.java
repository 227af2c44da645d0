package net.korax.ams.card;

import jakarta.enterprise.context.ApplicationScoped;
import net.korax.ams.shared.Money;

/** No payment gateway is configured: everything is declined before anything leaves, with the reason. */
@ApplicationScoped
class NoGateway implements PaymentGateway {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public GatewayAnswer charge(Pan pan, Expiry expiry, Money amount, String merchantReference) {
        return declined();
    }

    @Override
    public GatewayAnswer askCharge(String merchantReference) {
        return GatewayAnswer.neverSeen();
    }

    @Override
    public GatewayAnswer refund(String chargeReference, Money amount, String merchantReference) {
        return declined();
    }

    @Override
    public GatewayAnswer askRefund(String chargeReference, String merchantReference) {
        return GatewayAnswer.neverSeen();
    }

    @Override
    public GatewayAnswer cancel(String chargeReference, String merchantReference) {
        return declined();
    }

    @Override
    public GatewayAnswer askCancel(String chargeReference) {
        return GatewayAnswer.neverSeen();
    }

    private static GatewayAnswer declined() {
        return GatewayAnswer.declined(null, "no_gateway");
    }
}
