package net.korax.ams.card;

import java.util.UUID;
import net.korax.ams.shared.Money;

/**
 * What a request to give money back is about.
 *
 * @param cardId the card that was charged; it may have been deleted since
 * @param ceiling the most that may be given back
 */
public record RefundWish(UUID accountId, UUID chargeId, UUID cardId, Money ceiling) {}
