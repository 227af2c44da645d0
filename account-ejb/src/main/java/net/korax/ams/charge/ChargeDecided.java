package net.korax.ams.charge;

import java.util.UUID;

/** The gateway has answered for a charge. Fired after the answer is committed; listeners must bear being told twice. */
public record ChargeDecided(UUID accountId, UUID orderId, Posting.State state) {}
