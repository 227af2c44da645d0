package net.korax.ams.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.enterprise.concurrent.ContextService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.operations.Meters;

/** What the listener for monitors answers. A class of its own, so that a server without the JDK's listener starts without one. */
final class WatchListener {

    private static final Logger LOG = Logger.getLogger(WatchListener.class.getName());
    private static final String JSON = "application/json";

    private final Health health;
    private final Gauges gauges;

    WatchListener(Health health, Gauges gauges) {
        this.health = health;
        this.gauges = gauges;
    }

    /** @return what ends it */
    Runnable listen(InetSocketAddress address, Executor executor, ContextService contexts) throws IOException {
        HttpServer listener = HttpServer.create(address, 0);
        listener.setExecutor(executor);
        // Without the context of a bean a server may not take back the connections that are used in answering.
        HttpHandler handler = this::answer;
        listener.createContext("/", contexts.createContextualProxy(handler, HttpHandler.class));
        listener.start();
        return () -> listener.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, JSON, "{}\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/live" -> send(exchange, 200, JSON, "{\"live\":true}\n");
                case "/ready" -> ready(exchange);
                case "/metrics" -> metrics(exchange);
                default -> send(exchange, 404, JSON, "{}\n");
            }
        } catch (RuntimeException unforeseen) {
            LOG.log(
                    Level.WARNING,
                    "The watchpost has no answer: {0}",
                    unforeseen.getClass().getSimpleName());
        }
    }

    private void ready(HttpExchange exchange) throws IOException {
        List<Health.Component> components = health.look();
        send(exchange, Health.isReady(components) ? 200 : 503, JSON, Health.json(components));
    }

    private void metrics(HttpExchange exchange) throws IOException {
        gauges.read(health.look());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, Meters.REGISTRY.scrape());
        send(exchange, 200, PrometheusTextFormatWriter.CONTENT_TYPE, text.toString(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
