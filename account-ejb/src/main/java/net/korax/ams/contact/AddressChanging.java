package net.korax.ams.contact;

import java.util.UUID;
import net.korax.ams.person.EmailAddress;

/**
 * A contact's address is to be replaced by another, which has to be proved first. Whoever reads the old one is told while it is still in
 * force (ASVS 6.3.7). Fired inside the transaction of the change.
 */
public record AddressChanging(UUID accountId, EmailAddress old, String name, String locale) {}
