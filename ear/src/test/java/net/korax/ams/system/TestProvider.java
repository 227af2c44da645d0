package net.korax.ams.system;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A provider of OpenID Connect on this machine, at an address that is another site than the house's. It shows a page before it sends anybody
 * back, checks what the house has to prove, and lies when a test wants it to.
 */
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "ams-of-the-tests";
    static final String SECRET = "a secret: with & signs %";

    /** What is wrong with a token; or with the provider. */
    enum Lie {
        NONE,
        ISSUER,
        AUDIENCE,
        MORE_AUDIENCES,
        PARTY,
        NONCE,
        EXPIRED,
        UNSIGNED,
        SIGNED_BY_THE_SECRET,
        ANOTHER_KEY,
        NO_SUBJECT,
        DENIES,
        DESCRIBES_ANOTHER,
        FAILS
    }

    /** What was asked when a code was given out. */
    private record Asked(String nonce, String challenge, String returnAddress) {}

    private final HttpServer server;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final RSAKey key = newKey("one");
    private final RSAKey another = newKey("one");

    volatile String subject = UUID.randomUUID().toString();
    volatile Lie lie = Lie.NONE;
    volatile String lastToken = "";

    TestProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", this::describe);
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/keys", any -> answer(any, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                lie == Lie.FAILS ? 503 : 200,
                "{\"issuer\":\"" + (lie == Lie.DESCRIBES_ANOTHER ? "https://id.example.org" : issuer())
                        + "\",\"authorization_endpoint\":\"" + issuer()
                        + "/authorize\",\"token_endpoint\":\"" + issuer() + "/token\",\"jwks_uri\":\"" + issuer()
                        + "/keys\"}");
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean fine = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && "openid".equals(asked.get("scope"))
                && "S256".equals(asked.get("code_challenge_method"));
        String code = UUID.randomUUID().toString();
        codes.put(code, new Asked(asked.get("nonce"), asked.get("code_challenge"), asked.get("redirect_uri")));
        String answer = lie == Lie.DENIES ? "error=access_denied" : "code=" + code;
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        answer(
                exchange,
                fine ? 200 : 400,
                "<!DOCTYPE html><title>Provider</title><a id='go' href='" + asked.get("redirect_uri") + "?" + answer
                        + "&amp;state=" + asked.get("state") + "'>Go on</a>");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> given = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Asked asked = codes.remove(given.getOrDefault("code", ""));
        boolean fine = asked != null
                && "authorization_code".equals(given.get("grant_type"))
                && asked.returnAddress().equals(given.get("redirect_uri"))
                && asked.challenge().equals(challenge(given.get("code_verifier")))
                && List.of(CLIENT, SECRET).equals(credentials(exchange));
        lastToken = fine ? signed(asked.nonce()).serialize() : "";
        answer(
                exchange,
                fine ? 200 : 400,
                fine
                        ? "{\"access_token\":\"of no use\",\"token_type\":\"Bearer\",\"id_token\":\"" + lastToken
                                + "\"}"
                        : "{\"error\":\"invalid_grant\"}");
    }

    private JWT signed(String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(lie == Lie.ISSUER ? "https://id.example.org" : issuer())
                .subject(lie == Lie.NO_SUBJECT ? null : subject)
                .audience(
                        switch (lie) {
                            case AUDIENCE -> List.of("somebody-else");
                            case MORE_AUDIENCES -> List.of(CLIENT, "somebody-else");
                            default -> List.of(CLIENT);
                        })
                .claim("azp", lie == Lie.PARTY ? "somebody-else" : null)
                .claim("nonce", lie == Lie.NONCE ? "of another question" : nonce)
                .issueTime(Date.from(now.minusSeconds(lie == Lie.EXPIRED ? 900 : 0)))
                .expirationTime(Date.from(now.plusSeconds(lie == Lie.EXPIRED ? -300 : 300)));
        try {
            if (lie == Lie.UNSIGNED) {
                return new PlainJWT(claims.build());
            }
            boolean bySecret = lie == Lie.SIGNED_BY_THE_SECRET;
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(bySecret ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                            .keyID("one")
                            .build(),
                    claims.build());
            token.sign(
                    bySecret
                            ? new MACSigner(Arrays.copyOf(SECRET.getBytes(StandardCharsets.UTF_8), 32))
                            : new RSASSASigner(lie == Lie.ANOTHER_KEY ? another : key));
            return token;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> credentials(HttpExchange exchange) {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return Arrays.stream(new String(
                                Base64.getDecoder().decode(header.replaceFirst("Basic ", "")), StandardCharsets.UTF_8)
                        .split(":"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
