package net.korax.ams.card;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Money;

/**
 * Charges through an acquirer that speaks Stripe's REST protocol: payment intents, confirmed at once, with the merchant reference as
 * idempotency key and as metadata to ask by. Whatever does not clearly say that nothing happened is {@code UNKNOWN}: no answer, a
 * broken one, an error of theirs, a request still under way.
 *
 * <p>Settings: {@code ams.gateway.url} (their own address unless set), {@code ams.gateway.key-file} (a file with the secret key).
 * Raw card numbers go over the wire, which the acquirer has to allow for this merchant. The form with the digits is bytes, wiped
 * when sent; copies inside the HTTP client are left to the garbage collector.
 */
@ApplicationScoped
class StripeGateway implements PaymentGateway {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REFERENCE = "merchant_reference";

    private HttpClient client;

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Optional<String> host() {
        return Optional.of(String.valueOf(URI.create(base()).getHost()));
    }

    @Override
    public GatewayAnswer charge(Pan pan, Expiry expiry, Money amount, String merchantReference) {
        try (StripeForm form = new StripeForm()) {
            form.add("amount", Long.toString(amount.minor()))
                    .add("currency", amount.currency().getCurrencyCode().toLowerCase(Locale.ROOT))
                    .add("confirm", "true")
                    .add("off_session", "true")
                    .add("payment_method_data[type]", "card")
                    .addDigits("payment_method_data[card][number]", pan)
                    .add(
                            "payment_method_data[card][exp_month]",
                            Integer.toString(expiry.month().getMonthValue()))
                    .add(
                            "payment_method_data[card][exp_year]",
                            Integer.toString(expiry.month().getYear()))
                    .add("metadata[" + REFERENCE + "]", merchantReference);
            return post("/v1/payment_intents", form, merchantReference, StripeGateway::ofIntent);
        }
    }

    @Override
    public GatewayAnswer askCharge(String merchantReference) {
        String query = "metadata['" + REFERENCE + "']:'" + merchantReference + "'";
        return get(
                "/v1/payment_intents/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8),
                found -> first(found, any -> true, StripeGateway::ofIntent));
    }

    @Override
    public GatewayAnswer refund(String chargeReference, Money amount, String merchantReference) {
        try (StripeForm form = new StripeForm()) {
            form.add("payment_intent", chargeReference)
                    .add("amount", Long.toString(amount.minor()))
                    .add("metadata[" + REFERENCE + "]", merchantReference);
            return post("/v1/refunds", form, merchantReference, StripeGateway::ofRefund);
        }
    }

    @Override
    public GatewayAnswer askRefund(String chargeReference, String merchantReference) {
        return get(
                "/v1/refunds?limit=100&payment_intent=" + URLEncoder.encode(chargeReference, StandardCharsets.UTF_8),
                found -> first(
                        found,
                        refund -> merchantReference.equals(
                                object(refund, "metadata").getString(REFERENCE, "")),
                        StripeGateway::ofRefund));
    }

    @Override
    public GatewayAnswer cancel(String chargeReference, String merchantReference) {
        try (StripeForm form = new StripeForm()) {
            return post(intent(chargeReference) + "/cancel", form, merchantReference, StripeGateway::ofCancel);
        }
    }

    @Override
    public GatewayAnswer askCancel(String chargeReference) {
        return get(intent(chargeReference), StripeGateway::ofCancel);
    }

    private static String intent(String chargeReference) {
        return "/v1/payment_intents/" + URLEncoder.encode(chargeReference, StandardCharsets.UTF_8);
    }

    private GatewayAnswer post(String path, StripeForm form, String idempotencyKey, Reading reading) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()));
        return send(request, reading);
    }

    private GatewayAnswer get(String path, Reading reading) {
        return send(request(path).GET(), reading);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key());
    }

    private static String base() {
        return Configuration.get("ams.gateway.url").orElse("https://api.stripe.com");
    }

    private GatewayAnswer send(HttpRequest.Builder request, Reading reading) {
        try {
            HttpResponse<byte[]> response = client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer(response.statusCode(), read(response.body()), reading);
        } catch (IOException | JsonException | ClassCastException unclear) {
            return GatewayAnswer.unknown();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return GatewayAnswer.unknown();
        }
    }

    private static GatewayAnswer answer(int status, JsonObject body, Reading reading) {
        if (status == 200) {
            return reading.of(body);
        }
        JsonObject error = object(body, "error");
        String code = error.getString("decline_code", error.getString("code", ""));
        if (status == 402 || (status == 400 && !code.isEmpty())) {
            String reference = object(error, "payment_intent").getString("id", null);
            return GatewayAnswer.declined(
                    reference, "payment_intent_unexpected_state".equals(code) ? "already_settled" : code);
        }
        if (status == 400 || status == 401 || status == 403 || status == 404) {
            return GatewayAnswer.declined(null, "gateway_refused_" + status);
        }
        return GatewayAnswer.unknown();
    }

    private static GatewayAnswer ofIntent(JsonObject intent) {
        String id = intent.getString("id");
        return switch (intent.getString("status")) {
            case "succeeded" -> GatewayAnswer.approved(id);
            case "processing" -> GatewayAnswer.unknown();
            case "canceled" -> GatewayAnswer.declined(id, "canceled");
            case "requires_action" -> GatewayAnswer.declined(id, "authentication_required");
            default -> {
                JsonObject error = object(intent, "last_payment_error");
                yield GatewayAnswer.declined(
                        id, error.getString("decline_code", error.getString("code", "generic_decline")));
            }
        };
    }

    private static GatewayAnswer ofRefund(JsonObject refund) {
        String id = refund.getString("id");
        return switch (refund.getString("status")) {
            case "succeeded", "pending" -> GatewayAnswer.approved(id);
            case "failed", "canceled" -> GatewayAnswer.declined(id, refund.getString("failure_reason", "failed"));
            default -> GatewayAnswer.unknown();
        };
    }

    private static GatewayAnswer ofCancel(JsonObject intent) {
        return "canceled".equals(intent.getString("status"))
                ? GatewayAnswer.approved(intent.getString("id"))
                : GatewayAnswer.neverSeen();
    }

    private static GatewayAnswer first(JsonObject found, Predicate<JsonObject> wanted, Reading reading) {
        JsonArray data = found.getJsonArray("data");
        List<JsonObject> all = data == null ? List.of() : data.getValuesAs(JsonObject.class);
        return all.stream().filter(wanted).findFirst().map(reading::of).orElseGet(GatewayAnswer::neverSeen);
    }

    private static JsonObject read(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        }
    }

    /** The object of that name; empty when there is none, or it is a mere id. */
    private static JsonObject object(JsonObject in, String name) {
        JsonValue value = in.get(name);
        return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
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

    private static String key() {
        Path file = Path.of(Configuration.require("ams.gateway.key-file"));
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            throw new IllegalStateException("The file named by ams.gateway.key-file cannot be read.", absent);
        }
    }

    /** What a successful answer says. */
    @FunctionalInterface
    private interface Reading {
        GatewayAnswer of(JsonObject body);
    }
}
