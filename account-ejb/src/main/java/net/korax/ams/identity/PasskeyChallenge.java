package net.korax.ams.identity;

import java.util.UUID;

/**
 * What an authenticator is asked.
 *
 * @param ceremony to be kept by the server and handed back with the answer; never taken from a browser
 * @param options for {@code navigator.credentials}, as JSON
 */
public record PasskeyChallenge(UUID ceremony, String options) {}
