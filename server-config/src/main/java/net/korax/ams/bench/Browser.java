package net.korax.ams.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.korax.ams.launcher.FirstPage;
import net.korax.ams.launcher.SampleTotp;
import net.korax.ams.sample.Samples;

/** Signs people in before the load begins; each has cookies and an address of his own. */
final class Browser {

    private static final Pattern VIEW_STATE =
            Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"");

    private static final Pattern NONCE = Pattern.compile("<script[^>]* nonce=\"([^\"]+)\"");

    private final String base;
    private final HttpClient client;
    private final String address;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(String base, HttpClient client, String address) {
        this.base = base;
        this.client = client;
        this.address = address;
    }

    /** One client is enough for all; it knows that the certificate was made for this machine. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(FirstPage.anyCertificate())
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    void signIn(String userName) throws IOException, InterruptedException {
        enter("/sign-in.xhtml", Map.of("form:userName", userName, "form:password", Samples.PASSWORD));
    }

    /** @param step which of the codes that are good now: -1, 0 or 1; each lets somebody in once */
    void signInStaff(String name, int step) throws IOException, InterruptedException {
        enter(
                "/staff-sign-in.xhtml",
                Map.of(
                        "form:userName",
                        name,
                        "form:password",
                        Samples.PASSWORD,
                        "form:totp",
                        SampleTotp.code(name, Instant.now().plusSeconds(30L * step))));
    }

    /** Closes the account of whoever is signed in. */
    void closeAccount(String number) throws IOException, InterruptedException {
        press("/customer/data.xhtml", "closing:close", Map.of("closing:account", number));
    }

    /**
     * Opens a page and presses a button of it, which has to lead on.
     *
     * @param button the pattern of its id
     * @param more what is sent beside the form's own
     */
    void press(String page, String button, Map<String, String> more) throws IOException, InterruptedException {
        HttpResponse<String> shown = ask(request(page).GET());
        Matcher there = Pattern.compile("name=\"(" + button + ")\"").matcher(shown.body());
        if (!there.find()) {
            throw new IOException(page + " was answered with " + shown.statusCode() + " and has no button " + button);
        }
        String form = there.group(1).split(":")[0];
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put(form, form);
        fields.put(there.group(1), "go");
        fields.putAll(hidden(page, shown));
        HttpResponse<String> answer = send(page, fields);
        if (answer.statusCode() != 302) {
            throw new IOException(there.group(1) + " was answered with " + answer.statusCode());
        }
    }

    private HttpResponse<String> send(String page, Map<String, String> form) throws IOException, InterruptedException {
        return ask(request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    private void enter(String page, Map<String, String> typed) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(typed);
        form.put("form", "form");
        form.put("form:signIn", "go");
        form.putAll(hidden(page));
        HttpResponse<String> answer = send(page, form);
        if (answer.statusCode() != 302) {
            throw new IOException("signing in was answered with " + answer.statusCode());
        }
        // Where he is led to he gets the session that he keeps.
        ask(request(URI.create(answer.headers().firstValue("Location").orElseThrow())
                        .getPath())
                .GET());
    }

    /** What a form brings back of its page, which is opened for it: its view state, and what lets it be shown again. */
    Map<String, String> hidden(String page) throws IOException, InterruptedException {
        return hidden(page, ask(request(page).GET()));
    }

    private static Map<String, String> hidden(String page, HttpResponse<String> shown) throws IOException {
        Matcher state = VIEW_STATE.matcher(shown.body());
        Matcher nonce = NONCE.matcher(shown.body());
        if (!state.find() || !nonce.find()) {
            throw new IOException(page + " was answered with " + shown.statusCode() + " and has no form");
        }
        return Map.of("jakarta.faces.ViewState", state.group(1), "primefaces.nonce", nonce.group(1));
    }

    /** The first group of what a page has. */
    String find(String page, Pattern pattern) throws IOException, InterruptedException {
        HttpResponse<String> shown = ask(request(page).GET());
        Matcher there = pattern.matcher(shown.body());
        if (!there.find()) {
            throw new IOException("a page was answered with " + shown.statusCode() + " and has no " + pattern);
        }
        return there.group(1);
    }

    /** What is sent when a browser asks for it, compressed. */
    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(
                request(path).header("Accept-Encoding", "gzip").GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** For the file of the driver: where from, with which cookies, and what he does something to. */
    String line(String object) {
        return String.join("\t", address, cookies(), object);
    }

    /** As a browser sends them. */
    private String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpRequest.Builder request(String page) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + page))
                .timeout(Duration.ofSeconds(60))
                .header("X-Forwarded-For", address);
        return cookies.isEmpty() ? request : request.header("Cookie", cookies());
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }
}
