package net.korax.ams.card;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on the loopback address that speaks the part of Stripe's protocol which we use, and keeps books: payment intents,
 * refunds, idempotency keys. What goes wrong is chosen by the last four digits: 0002 is declined, 3155 wants the cardholder, 0119
 * is booked but the connection is cut, 9987 is answered with an error of theirs before it is booked, 1976 with nonsense after.
 */
public final class StripeStub implements AutoCloseable {

    public static final String KEY = "sk_test_local";

    private final HttpServer server;
    private final Map<String, Intent> intents = new ConcurrentHashMap<>();
    private final Map<String, Refund> refunds = new ConcurrentHashMap<>();
    private final Map<String, String> byIdempotencyKey = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int fault;

    private static final class Intent {
        private final String id;
        private final long amount;
        private final String reference;
        private volatile String status;
        private volatile long refunded;

        Intent(String id, long amount, String reference, String status) {
            this.id = id;
            this.amount = amount;
            this.reference = reference;
            this.status = status;
        }

        JsonObjectBuilder json() {
            return Json.createObjectBuilder()
                    .add("id", id)
                    .add("object", "payment_intent")
                    .add("amount", amount)
                    .add("status", status)
                    .add("metadata", Json.createObjectBuilder().add("merchant_reference", reference));
        }
    }

    private record Refund(String id, String intent, long amount, String reference) {
        JsonObjectBuilder json() {
            return Json.createObjectBuilder()
                    .add("id", id)
                    .add("object", "refund")
                    .add("payment_intent", intent)
                    .add("amount", amount)
                    .add("status", "succeeded")
                    .add("metadata", Json.createObjectBuilder().add("merchant_reference", reference));
        }
    }

    public StripeStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers everything with this status from now on; 0 ends it. */
    void fail(int status) {
        fault = status;
    }

    /** How many requests came. */
    int calls() {
        return calls.get();
    }

    /** How many charges are booked under a reference. */
    public long booked(String reference) {
        return intents.values().stream()
                .filter(intent -> intent.reference.equals(reference) && intent.status.equals("succeeded"))
                .count();
    }

    /** An intent that is still open, as after an authorisation without capture. */
    String authorised(String reference, long amount) {
        Intent intent = new Intent("pi_" + numbers.incrementAndGet(), amount, reference, "requires_capture");
        intents.put(intent.id, intent);
        return intent.id;
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> form = form(new String(body, StandardCharsets.US_ASCII));
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (fault != 0) {
                answer(exchange, fault, error("api_error", "", ""));
            } else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, error("invalid_request_error", "", ""));
            } else if (exchange.getRequestMethod().equals("POST")) {
                post(exchange, path, form, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            } else {
                get(exchange, path, form(exchange.getRequestURI().getRawQuery()));
            }
        }
    }

    private void post(HttpExchange exchange, String path, Map<String, String> form, String key) throws IOException {
        if (path.equals("/v1/payment_intents")) {
            charge(exchange, form, key);
        } else if (path.equals("/v1/refunds")) {
            refund(exchange, form, key);
        } else if (path.endsWith("/cancel")) {
            Intent intent = intents.get(path.split("/")[3]);
            if (intent == null || intent.status.equals("succeeded")) {
                answer(exchange, 400, error("invalid_request_error", "payment_intent_unexpected_state", ""));
            } else {
                intent.status = "canceled";
                answer(exchange, 200, intent.json().build());
            }
        } else {
            answer(exchange, 404, error("invalid_request_error", "", ""));
        }
    }

    private void charge(HttpExchange exchange, Map<String, String> form, String key) throws IOException {
        String number = form.get("payment_method_data[card][number]");
        String four = number.substring(number.length() - 4);
        String reference = form.get("metadata[merchant_reference]");
        long amount = Long.parseLong(form.get("amount"));
        switch (four) {
            case "0002" -> answer(exchange, 402, error("card_error", "card_declined", "insufficient_funds"));
            case "3155" -> answer(exchange, 402, error("card_error", "authentication_required", ""));
            case "9987" -> answer(exchange, 500, error("api_error", "", ""));
            default -> {
                Intent intent = intents.computeIfAbsent(
                        byIdempotencyKey.computeIfAbsent(key, first -> "pi_" + numbers.incrementAndGet()),
                        id -> new Intent(id, amount, reference, "succeeded"));
                if (four.equals("1976")) {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.US_ASCII));
                } else if (!four.equals("0119")) {
                    answer(exchange, 200, intent.json().build());
                }
            }
        }
    }

    private void refund(HttpExchange exchange, Map<String, String> form, String key) throws IOException {
        Intent intent = intents.get(form.get("payment_intent"));
        long amount = Long.parseLong(form.get("amount"));
        if (intent == null) {
            answer(exchange, 404, error("invalid_request_error", "resource_missing", ""));
            return;
        }
        synchronized (intent) {
            String known = byIdempotencyKey.get(key);
            if (known == null && intent.refunded + amount > intent.amount) {
                answer(exchange, 400, error("invalid_request_error", "charge_already_refunded", ""));
                return;
            }
            Refund refund = refunds.computeIfAbsent(
                    byIdempotencyKey.computeIfAbsent(key, first -> "re_" + numbers.incrementAndGet()), id -> {
                        intent.refunded += amount;
                        return new Refund(id, intent.id, amount, form.get("metadata[merchant_reference]"));
                    });
            answer(exchange, 200, refund.json().build());
        }
    }

    private void get(HttpExchange exchange, String path, Map<String, String> query) throws IOException {
        JsonArrayBuilder data = Json.createArrayBuilder();
        if (path.equals("/v1/payment_intents/search")) {
            intents.values().stream()
                    .filter(intent -> query.get("query").contains("'" + intent.reference + "'"))
                    .forEach(intent -> data.add(intent.json()));
        } else if (path.equals("/v1/refunds")) {
            refunds.values().stream()
                    .filter(refund -> refund.intent.equals(query.get("payment_intent")))
                    .forEach(refund -> data.add(refund.json()));
        } else {
            Intent intent = intents.get(path.substring(path.lastIndexOf('/') + 1));
            if (intent == null) {
                answer(exchange, 404, error("invalid_request_error", "resource_missing", ""));
            } else {
                answer(exchange, 200, intent.json().build());
            }
            return;
        }
        answer(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("object", "list")
                        .add("data", data)
                        .build());
    }

    private static JsonObject error(String type, String code, String declineCode) {
        JsonObjectBuilder error = Json.createObjectBuilder().add("type", type);
        if (!code.isEmpty()) {
            error.add("code", code);
        }
        if (!declineCode.isEmpty()) {
            error.add("decline_code", declineCode);
        }
        return Json.createObjectBuilder().add("error", error).build();
    }

    private static void answer(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            String[] parts = field.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
