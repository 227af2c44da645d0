package net.korax.ams.identity;

import java.net.URI;
import java.util.Optional;
import net.korax.ams.shared.Configuration;

/**
 * The site that passkeys are bound to, from the configured address of the house alone: what a request says of its host counts for
 * nothing.
 *
 * @param host the relying party's id
 * @param origin scheme, host and port as browsers write them
 */
public record PasskeySite(String host, String origin) {

    /** Empty when the house has no host name: an IP address is no relying party (WebAuthn 5.1.3). */
    public static Optional<PasskeySite> configured() {
        return Configuration.get("ams.base-url").flatMap(PasskeySite::of);
    }

    static Optional<PasskeySite> of(String baseUrl) {
        URI address = URI.create(baseUrl);
        String host = address.getHost();
        if (host == null || host.startsWith("[") || host.matches("[0-9.]+")) {
            return Optional.empty();
        }
        String port = address.getPort() < 0 || address.getPort() == 443 ? "" : ":" + address.getPort();
        String name = host.toLowerCase(java.util.Locale.ROOT);
        return Optional.of(new PasskeySite(name, "https://" + name + port));
    }
}
