package net.korax.ams.contact;

import java.util.UUID;
import net.korax.ams.account.Channel;

/** Staff changed a contact or the holder under the customer's request (P22); the customer is told. Fired inside that transaction. */
public record ContactsChangedByStaff(UUID accountId, ContactRequest.Operation operation, Channel channel) {}
