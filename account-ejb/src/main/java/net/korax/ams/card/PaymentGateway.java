package net.korax.ams.card;

import java.util.Optional;
import net.korax.ams.shared.Money;

/**
 * Where cards are charged. The one place outside of the vault's own walls that a PAN is handed to, and only by {@link Custody}.
 * A gateway answers {@link GatewayAnswer.State#UNKNOWN} when it cannot tell; the caller then asks again by the merchant's
 * reference and never sends anything twice blindly.
 */
interface PaymentGateway {

    /** The name by which the operator chooses this gateway ({@code ams.gateway}). */
    String name();

    /** The host that it talks to; empty when it stays in the house. */
    default Optional<String> host() {
        return Optional.empty();
    }

    /**
     * Charges a card once for each merchant reference, however often it is asked.
     *
     * @param merchantReference ours, unique for each charge; at most 40 characters
     */
    GatewayAnswer charge(Pan pan, Expiry expiry, Money amount, String merchantReference);

    /** What became of a charge; {@link GatewayAnswer.State#NEVER_SEEN} when the gateway has none under this reference. */
    GatewayAnswer askCharge(String merchantReference);

    /**
     * Gives some or all of a charge back, once for each merchant reference.
     *
     * @param chargeReference the gateway's own reference of the charge
     */
    GatewayAnswer refund(String chargeReference, Money amount, String merchantReference);

    /** What became of a refund. */
    GatewayAnswer askRefund(String chargeReference, String merchantReference);

    /** Cancels a charge that is not settled yet; declined with {@code already_settled} when it is. */
    GatewayAnswer cancel(String chargeReference, String merchantReference);

    /** What became of a cancellation: approved when the charge is cancelled, never seen when it stands. */
    GatewayAnswer askCancel(String chargeReference);
}
