package net.korax.ams.contact;

import java.util.UUID;

/** Staff changed a contact under the customer's request (P22); the customer is told. Fired inside that transaction. */
public record ContactsChangedByStaff(UUID accountId, ContactRequest.Operation operation, UUID staffId) {}
