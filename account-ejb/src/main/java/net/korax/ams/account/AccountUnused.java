package net.korax.ams.account;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Nobody has signed in to the free account for long, and its people are to be told that it goes (P04). Fired outside of any transaction.
 *
 * @param erasedOn the day, of UTC, on which it is erased unless somebody signs in
 */
public record AccountUnused(UUID accountId, LocalDate erasedOn) {}
