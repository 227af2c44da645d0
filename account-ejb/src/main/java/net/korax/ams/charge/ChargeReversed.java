package net.korax.ams.charge;

import java.util.UUID;

/** The whole of a charge was given back. Fired after that is committed; listeners must bear being told twice. */
public record ChargeReversed(UUID accountId, UUID orderId) {}
