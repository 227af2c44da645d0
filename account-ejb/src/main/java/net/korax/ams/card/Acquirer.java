package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.UUID;
import net.korax.ams.outbound.WaysOut;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;

/**
 * The payment gateway as charges need it: presents a card, gives money back, and asks what became of either. No transaction may be
 * open meanwhile, since the answer may take its time. Which gateway it is, the operator says ({@code ams.gateway}).
 */
@Dependent
public class Acquirer {

    @Inject
    private CardRepository cards;

    @Inject
    private Custody custody;

    @Inject
    private WaysOut waysOut;

    @Inject
    @Any
    private Instance<PaymentGateway> gateways;

    /**
     * Asked before a request is used up for a charge, which could not be sent anyway otherwise.
     *
     * @throws Refused {@code gateway.unknown}, {@code outbound.closed}, {@code custody.sealed}, {@code custody.unavailable}
     */
    public void checkPresents() {
        gateway();
        custody.checkOpen();
    }

    /** Asked before a request is used up for giving money back. @throws Refused {@code gateway.unknown}, {@code outbound.closed} */
    public void checkGivesBack() {
        gateway();
    }

    /** Presents the card of a charge. @throws Refused when the card cannot be presented; nothing was sent then */
    public GatewayAnswer charge(UUID accountId, UUID cardId, Money amount, String merchantReference) {
        PaymentGateway gateway = gateway();
        Card card = cards.get(accountId, cardId);
        return custody.present(card, pan -> gateway.charge(pan, card.getExpiry(), amount, merchantReference));
    }

    /** What became of a charge. */
    public GatewayAnswer askCharge(String merchantReference) {
        return gateway().askCharge(merchantReference);
    }

    /** Gives back some or all of a charge that the gateway knows by its own reference. */
    public GatewayAnswer refund(String chargeReference, Money amount, String merchantReference) {
        return gateway().refund(chargeReference, amount, merchantReference);
    }

    /** What became of a refund. */
    public GatewayAnswer askRefund(String chargeReference, String merchantReference) {
        return gateway().askRefund(chargeReference, merchantReference);
    }

    /** Cancels a charge before it is settled; declined when it is too late for that. */
    public GatewayAnswer cancel(String chargeReference, String merchantReference) {
        return gateway().cancel(chargeReference, merchantReference);
    }

    /** What became of a cancellation. */
    public GatewayAnswer askCancel(String chargeReference) {
        return gateway().askCancel(chargeReference);
    }

    private PaymentGateway gateway() {
        String wanted = Configuration.get("ams.gateway").orElse("none");
        PaymentGateway gateway = gateways.stream()
                .filter(any -> any.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refused("gateway.unknown"));
        gateway.host().ifPresent(waysOut::require);
        return gateway;
    }
}
