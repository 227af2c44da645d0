package net.korax.ams.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.outbound.WaysOut;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * Speaks with the provider: the authorisation code flow of OpenID Connect Core 3.1 with PKCE. Its description and its keys are asked for
 * with each sign-in, which staff do seldom: a key that was withdrawn is believed no more, and nothing has to be kept in step. No piece of
 * anybody's information goes there.
 */
@ApplicationScoped
class ProviderClient {

    private static final Logger LOG = Logger.getLogger(ProviderClient.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final int LONGEST_SUBJECT = 255;

    /** Signatures alone: nothing unsigned, nothing by a secret that two have. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Stream.of(JWSAlgorithm.Family.RSA, JWSAlgorithm.Family.EC)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    @Inject
    private WaysOut waysOut;

    private HttpClient client;

    /**
     * The address to which a browser is sent.
     *
     * @throws Refused {@code provider.silent}, {@code outbound.closed}
     */
    String address(SignInProvider provider, ProviderTrip trip) {
        String authorization = endpoint(description(provider), "authorization_endpoint");
        return authorization + (authorization.contains("?") ? "&" : "?") + "response_type=code&scope=openid"
                + "&client_id=" + SignInProvider.encoded(provider.clientId())
                + "&redirect_uri=" + SignInProvider.encoded(SignInProvider.returnAddress())
                + "&state=" + trip.state() + "&nonce=" + trip.nonce()
                + "&code_challenge=" + trip.challenge() + "&code_challenge_method=S256";
    }

    /**
     * Turns a code in and reads what the provider says of who brought it.
     *
     * @return what the provider calls him, the same each time
     * @throws Refused {@code provider.silent} when nothing was learnt, {@code provider.refused} when what was said does not hold
     */
    String subject(SignInProvider provider, ProviderTrip trip, String code) {
        JsonObject description = description(provider);
        String form = "grant_type=authorization_code&code=" + SignInProvider.encoded(code) + "&redirect_uri="
                + SignInProvider.encoded(SignInProvider.returnAddress()) + "&code_verifier=" + trip.verifier();
        String basic = Base64.getEncoder().encodeToString(provider.credentials().getBytes(StandardCharsets.UTF_8));
        JsonObject tokens = read(ask(request(endpoint(description, "token_endpoint"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString(form))));
        String keys = ask(request(endpoint(description, "jwks_uri")));
        return verified(provider, trip.nonce(), text(tokens, "id_token"), keys);
    }

    /** What a token says that holds in every respect (OpenID Connect Core 3.1.3.7). */
    static String verified(SignInProvider provider, String nonce, String token, String keys) {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(JWKSet.parse(keys))));
            processor.setJWTClaimsSetVerifier(new Claims(provider, nonce));
            JWTClaimsSet claims = processor.process(token, null);
            String subject = claims.getSubject();
            String party = claims.getStringClaim("azp");
            boolean ours = party == null ? claims.getAudience().size() == 1 : party.equals(provider.clientId());
            if (!ours || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
                throw new BadJOSEException("not for us, or of nobody");
            }
            return subject;
        } catch (BadJOSEException | JOSEException | ParseException wrong) {
            LOG.log(Level.WARNING, "The sign-in provider gave a token that does not hold: {0}", reason(wrong));
            throw new Refused("provider.refused");
        }
    }

    /** Never a part of the token: of the library's own sentences the kind alone. */
    private static String reason(Exception wrong) {
        return wrong.getClass().getSimpleName();
    }

    private JsonObject description(SignInProvider provider) {
        JsonObject said = read(ask(request(provider.description().toString())));
        if (!provider.issuer().equals(text(said, "issuer"))) {
            LOG.log(Level.WARNING, "The sign-in provider describes itself as another issuer.");
            throw new Refused("provider.refused");
        }
        return said;
    }

    private static String endpoint(JsonObject description, String name) {
        String address = text(description, name);
        if (!SignInProvider.isTrustworthy(address)) {
            LOG.log(Level.WARNING, "The sign-in provider names no safe address as its {0}.", name);
            throw new Refused("provider.refused");
        }
        return address;
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).header("Accept", "application/json");
    }

    private String ask(HttpRequest.Builder asked) {
        HttpRequest request = asked.build();
        waysOut.require(request.uri().getHost());
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] read = body.readNBytes(LONGEST_ANSWER);
                if (response.statusCode() == 200 && read.length < LONGEST_ANSWER) {
                    return new String(read, StandardCharsets.UTF_8);
                }
            }
            LOG.log(Level.WARNING, "The sign-in provider answered {0}.", response.statusCode());
            throw new Refused(response.statusCode() / 100 == 4 ? "provider.refused" : "provider.silent");
        } catch (IOException silent) {
            LOG.log(Level.WARNING, "The sign-in provider does not answer: {0}", reason(silent));
            throw new Refused("provider.silent");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused("provider.silent");
        }
    }

    private static JsonObject read(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException none) {
            throw new Refused("provider.refused");
        }
    }

    private static String text(JsonObject in, String name) {
        return in.getString(name, "");
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    /** For this house, by this provider, in answer to this question, and still valid by our clock. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        Claims(SignInProvider provider, String nonce) {
            super(
                    provider.clientId(),
                    new JWTClaimsSet.Builder()
                            .issuer(provider.issuer())
                            .claim("nonce", nonce)
                            .build(),
                    Set.of("sub", "iat", "exp"));
        }

        @Override
        protected Date currentTime() {
            return Date.from(Time.now());
        }
    }
}
