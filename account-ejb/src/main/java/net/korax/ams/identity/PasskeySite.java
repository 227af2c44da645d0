package net.korax.ams.identity;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.shared.Configuration;

/**
 * The site that passkeys are bound to, from the configured address of the house alone: what a request says of its host counts for
 * nothing.
 *
 * @param host the relying party's id
 * @param origins scheme, host and port as browsers write them: of the house and, when the staff have a listener of their own, of theirs
 */
public record PasskeySite(String host, Set<String> origins) {

    /** Empty when the house has no host name: an IP address is no relying party (WebAuthn 5.1.3). */
    public static Optional<PasskeySite> configured() {
        return Configuration.get("ams.base-url")
                .flatMap(house ->
                        of(house, Configuration.get("ams.staff.base-url").orElse(house)));
    }

    static Optional<PasskeySite> of(String baseUrl, String ofTheStaff) {
        URI address = URI.create(baseUrl);
        String host = address.getHost();
        if (host == null || host.startsWith("[") || host.matches("[0-9.]+")) {
            return Optional.empty();
        }
        return Optional.of(new PasskeySite(
                host.toLowerCase(Locale.ROOT),
                Stream.of(baseUrl, ofTheStaff).map(PasskeySite::origin).collect(Collectors.toSet())));
    }

    private static String origin(String url) {
        URI address = URI.create(url);
        String port = address.getPort() < 0 || address.getPort() == 443 ? "" : ":" + address.getPort();
        return "https://" + address.getHost().toLowerCase(Locale.ROOT) + port;
    }
}
