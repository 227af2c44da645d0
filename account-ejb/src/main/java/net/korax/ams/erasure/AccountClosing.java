package net.korax.ams.erasure;

import java.util.UUID;

/**
 * The account's people are about to be erased: the last mail to them has to leave now. Fired outside of any transaction.
 *
 * @param certificateId where their certificate will be
 */
public record AccountClosing(UUID accountId, UUID certificateId) {}
