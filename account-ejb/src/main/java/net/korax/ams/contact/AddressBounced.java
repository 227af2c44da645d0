package net.korax.ams.contact;

import java.util.UUID;

/**
 * Mail to a contact's address does not arrive (P11). Fired inside the transaction that takes the "working" mark away.
 *
 * @param name of the contact
 * @param covered whether the coverage rule still holds by somebody else
 */
public record AddressBounced(UUID accountId, String name, boolean covered, String locale) {}
