package net.korax.ams.card;

import net.korax.ams.shared.Money;

/**
 * Where cards are charged. The one place outside of the vault's own walls that a PAN is handed to, and only by {@link Custody}.
 * A gateway answers {@link GatewayAnswer.State#UNKNOWN} when it cannot tell; the caller then asks again by the merchant's
 * reference and never charges blindly.
 */
interface PaymentGateway {

    /** The name by which the operator chooses this gateway ({@code ams.gateway}). */
    String name();

    /**
     * Charges a card once for each merchant reference, however often it is asked.
     *
     * @param merchantReference ours, unique for each charge; at most 40 characters
     */
    GatewayAnswer charge(Pan pan, Expiry expiry, Money amount, String merchantReference);

    /** What became of a charge; {@link GatewayAnswer.State#NEVER_SEEN} when the gateway has none under this reference. */
    GatewayAnswer ask(String merchantReference);
}
