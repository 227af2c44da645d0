package net.korax.ams.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import net.korax.ams.shared.Configuration;

/**
 * Who may say in place of a password who a member of staff is: a provider of the house's own that speaks OpenID Connect, from the settings
 * {@code ams.sso.*} alone. Customers know nothing of it.
 *
 * @param issuer as the provider writes it of itself, to the letter
 * @param clientId what the house is called there
 * @param name what people call it; stands on a button
 */
public record SignInProvider(String issuer, String clientId, String name) {

    private static final String ISSUER = "ams.sso.issuer";
    private static final String CLIENT = "ams.sso.client-id";
    private static final String SECRET = "ams.sso.client-secret-file";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Empty when the house has none.
     *
     * @throws IllegalStateException with one sentence naming the setting that is missing or wrong
     */
    public static Optional<SignInProvider> configured() {
        return Configuration.get(ISSUER).map(issuer -> {
            if (!isTrustworthy(issuer)) {
                throw new IllegalStateException(
                        "The setting " + ISSUER + " has to be an address that begins with https://.");
            }
            return new SignInProvider(
                    issuer,
                    Configuration.require(CLIENT),
                    Configuration.get("ams.sso.name").orElse("Single sign-on"));
        });
    }

    /** Where the provider sends a browser back to; to be registered there. */
    public static String returnAddress() {
        return Configuration.get("ams.staff.base-url").orElseGet(() -> Configuration.require("ams.base-url"))
                + "/sso/back";
    }

    /**
     * By what the house proves to the provider that it is the house.
     *
     * @throws IllegalStateException with one sentence when there is none
     */
    public String secret() {
        try {
            String secret =
                    Files.readString(Path.of(Configuration.require(SECRET))).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException absent) {
            throw new IllegalStateException("The file named by " + SECRET + " cannot be read.", absent);
        }
        throw new IllegalStateException("The file named by " + SECRET + " is empty.");
    }

    /** Where the provider describes itself (OpenID Connect Discovery 4). */
    URI description() {
        return URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
    }

    /** What the house keeps of a log-in there: enough to know it again, and too little to say whose it is. */
    byte[] fingerprint(String subject) {
        return CredentialSeal.fingerprint("sign-in-provider", issuer + "\n" + subject);
    }

    /** The client's own credentials for the token endpoint (RFC 6749 2.3.1). */
    String credentials() {
        return encoded(clientId) + ":" + encoded(secret());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether what comes from an address can be believed: by TLS, or because it never leaves this machine. */
    static boolean isTrustworthy(String address) {
        try {
            URI read = URI.create(address);
            return read.getHost() != null
                    && read.getUserInfo() == null
                    && read.getFragment() == null
                    && ("https".equals(read.getScheme())
                            || "http".equals(read.getScheme())
                                    && Configuration.demo()
                                    && THIS_MACHINE.contains(read.getHost()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
