package net.korax.ams.identity;

import java.util.Set;
import java.util.UUID;

/**
 * A visit that a request belongs to, and what the container is told of its caller.
 *
 * @param audience whose door it came through
 * @param principal opaque name, see {@link Caller}
 * @param roles the roles of this moment, not those of the sign-in
 */
public record KnownVisit(UUID id, Audience audience, String principal, Set<String> roles) {}
