package net.korax.ams.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The first page of the EAR, asked for until it comes: the one sign that every server gives when it has the EAR. Only whether it is
 * there is asked, of the launcher's own server, so any certificate will do.
 */
public final class FirstPage {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int PAUSE_MILLIS = 200;

    /** A header that the EAR sets and no server sets by itself. */
    private static final String OURS = "Content-Security-Policy";

    private final URI address;

    FirstPage(String bind, int port) {
        address = URI.create("https://" + (bind.equals("0.0.0.0") ? "127.0.0.1" : bind) + ":" + port + "/");
    }

    /** Completes the answer when the page is there; leaves it alone otherwise. */
    void whenServed(CompletableFuture<Boolean> answer) {
        Thread watch = new Thread(
                () -> {
                    while (!answer.isDone()) {
                        if (isServed()) {
                            answer.complete(true);
                        } else {
                            pause();
                        }
                    }
                },
                "first-page");
        watch.setDaemon(true);
        watch.start();
    }

    /** @throws Failure when the page does not come */
    void await() {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isServed()) {
            if (Instant.now().isAfter(end)) {
                throw new Failure("The server runs, but its first page does not come.");
            }
            pause();
        }
    }

    private boolean isServed() {
        try {
            HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
            connection.setSSLSocketFactory(anyCertificate().getSocketFactory());
            connection.setHostnameVerifier((host, session) -> true);
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(60_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                        && connection.getHeaderField(OURS) != null;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    /** Takes every certificate: for whoever asks the launcher's own server on this machine, and nobody else. */
    public static SSLContext anyCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
