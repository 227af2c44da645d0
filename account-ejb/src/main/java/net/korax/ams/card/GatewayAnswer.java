package net.korax.ams.card;

import net.korax.ams.shared.Refused;

/**
 * What a payment gateway says of a charge.
 *
 * @param reference the gateway's own reference; null when there is none
 * @param declineCode why it was declined, in the gateway's word; null unless declined
 */
public record GatewayAnswer(State state, String reference, String declineCode) {

    /** The outcome: {@code UNKNOWN} is no decline, it has to be asked for again. */
    public enum State {
        APPROVED,
        DECLINED,
        UNKNOWN,
        NEVER_SEEN
    }

    static GatewayAnswer approved(String reference) {
        return new GatewayAnswer(State.APPROVED, reference, null);
    }

    static GatewayAnswer declined(String reference, String code) {
        return new GatewayAnswer(State.DECLINED, reference, code);
    }

    /** The answer for a card that could not be presented: the gateway never heard of it, and the refusal says why. */
    public static GatewayAnswer notPresented(Refused refusal) {
        return new GatewayAnswer(State.DECLINED, null, refusal.code().replaceAll("[^a-z]", "_"));
    }

    static GatewayAnswer unknown() {
        return new GatewayAnswer(State.UNKNOWN, null, null);
    }

    static GatewayAnswer neverSeen() {
        return new GatewayAnswer(State.NEVER_SEEN, null, null);
    }
}
