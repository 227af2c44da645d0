package net.korax.ams.card;

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

    static GatewayAnswer unknown() {
        return new GatewayAnswer(State.UNKNOWN, null, null);
    }

    static GatewayAnswer neverSeen() {
        return new GatewayAnswer(State.NEVER_SEEN, null, null);
    }
}
