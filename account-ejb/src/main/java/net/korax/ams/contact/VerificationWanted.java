package net.korax.ams.contact;

import java.util.UUID;
import net.korax.ams.person.EmailAddress;

/** An address waits to be proved; whoever sends mail sends the link. Fired inside the transaction that made the token. */
public record VerificationWanted(UUID accountId, EmailAddress email, String name, String token, String locale) {}
