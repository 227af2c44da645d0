package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The listener for monitors and balancers, whichever server runs the EAR: it is a library's, not a server's. */
@ExtendWith(House.Resolver.class)
class ReadyIT {

    @Test
    void houseThatServes_isLiveAndReady_componentByComponent(House house) throws Exception {
        assertEquals(200, get(house.watch(), "/live").statusCode());
        HttpResponse<String> ready = get(house.watch(), "/ready");
        assertEquals(200, ready.statusCode(), ready.body());
        for (String component :
                List.of("core", "person", "vault", "keys", "audit", "clock", "erasures", "pages", "custody", "mail")) {
            assertTrue(ready.body().contains("\"" + component + "\":\"up\""), ready.body());
        }
        for (int times = 0; times < 60; times++) {
            HttpResponse<String> again = get(house.watch(), "/ready");
            assertEquals(200, again.statusCode(), "asking uses something up, the " + times + ". time: " + again.body());
        }
        assertTrue(get(house.watch(), "/metrics").body().contains("ams_component_up{component=\"vault\"} 1.0"));
        assertEquals(404, get(house.watch(), "/").statusCode());
        assertEquals(404, get(house.watch(), "/ready/more").statusCode());
    }

    @Test
    void whatIsForMonitors_isNotThereForEverybody(House house) {
        for (String path : List.of("/live", "/ready", "/metrics", "/health")) {
            assertEquals(404, Knock.at(house.ams().baseUrl()).get(path).status(), path);
        }
    }

    /** @param place such as {@code http://127.0.0.1:9000} */
    static HttpResponse<String> get(String place, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(place + path))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
