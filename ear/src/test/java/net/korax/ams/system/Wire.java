package net.korax.ams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Somebody who talks to the server without a browser: keeps cookies, follows no redirect, says exactly what a test wants. */
final class Wire {

    private static final Pattern VIEW_STATE =
            Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"");

    private static final Pattern NONCE = Pattern.compile("name=\"primefaces.nonce\"[^>]* value=\"([^\"]+)\"");

    private final String base;
    private final HttpClient client;

    Wire(House house) {
        this(house.ams().baseUrl(), CookiePolicy.ACCEPT_ALL);
    }

    Wire(SecondHouse house) {
        this(house.baseUrl(), CookiePolicy.ACCEPT_ALL);
    }

    private Wire(String base, CookiePolicy cookies) {
        this.base = base;
        client = HttpClient.newBuilder()
                .sslContext(trusting())
                .cookieHandler(new CookieManager(null, cookies))
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** Somebody who keeps no cookies. */
    static Wire withoutCookies(House house) {
        return new Wire(house.ams().baseUrl(), CookiePolicy.ACCEPT_NONE);
    }

    /** What a house answers, by its whole address; 0 when nobody answers. */
    static int status(String address) {
        try {
            return HttpClient.newBuilder()
                    .sslContext(trusting())
                    .connectTimeout(Duration.ofSeconds(2))
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** A sample customer, signed in. */
    static Wire customer(House house, String name) {
        return customer(house, name, House.PASSWORD);
    }

    /** A customer, signed in. */
    static Wire customer(House house, String name, String password) {
        Wire wire = new Wire(house);
        HttpResponse<String> answer = wire.signIn(name, password);
        if (answer.statusCode() != 302) {
            throw new AssertionError(name + " could not sign in: " + answer.statusCode());
        }
        return wire;
    }

    /** What the customers' door answers to a name and a password. */
    HttpResponse<String> signIn(String name, String password) {
        HttpResponse<String> page = get("/sign-in.xhtml");
        return post(
                "/sign-in.xhtml",
                Map.of(
                        "form",
                        "form",
                        "form:userName",
                        name,
                        "form:password",
                        password,
                        "form:signIn",
                        "go",
                        "jakarta.faces.ViewState",
                        viewState(page),
                        "primefaces.nonce",
                        nonce(page)));
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = to(path);
        return ask(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
        return ask(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(String path, String type, String body) {
        return ask(to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> method(String name, String path) {
        return ask(to(path).method(name, HttpRequest.BodyPublishers.noBody()));
    }

    /** The view state that a page carries in its form. */
    static String viewState(HttpResponse<String> page) {
        return field(VIEW_STATE, page);
    }

    /** What a form that is shown again has to bring back for the scripts of its page. */
    static String nonce(HttpResponse<String> page) {
        return field(NONCE, page);
    }

    private static String field(Pattern field, HttpResponse<String> page) {
        Matcher found = field.matcher(page.body());
        if (!found.find()) {
            throw new AssertionError("not in the page: " + field + "\n" + page.statusCode() + " " + page.body());
        }
        return found.group(1);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** With a field in which a form says that it was sent, as MyFaces wants it; Mojarra has it in the field of its name. */
    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .flatMap(field -> field.getKey().equals(field.getValue())
                        ? Stream.of(field, Map.entry(field.getKey() + "_SUBMIT", "1"))
                        : Stream.of(field))
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The certificate of the house is made for this machine by itself; here it is not what is tested. */
    static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
