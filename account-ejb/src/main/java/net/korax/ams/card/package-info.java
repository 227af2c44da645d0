/**
 * Card custody: a PAN comes in, is sealed, is used for a charge inside this package, and never leaves it again in
 * readable form. Brand, last four, expiry and cardholder are what everybody else sees. Only this package and the key
 * envelope below it ever hold a PAN; {@code charge} and the journeys above may import it.
 */
package net.korax.ams.card;
