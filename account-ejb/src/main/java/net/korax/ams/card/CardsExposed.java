package net.korax.ams.card;

import java.util.List;
import java.util.UUID;

/** Customers are to be told that a member of staff who is no longer trusted has used their cards. */
public record CardsExposed(List<UUID> accountIds, String staffNumber) {}
