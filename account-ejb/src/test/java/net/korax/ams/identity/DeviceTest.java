package net.korax.ams.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.korax.ams.identity.Device.Browser;
import net.korax.ams.identity.Device.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a browser's own words: two families, and nothing that tells people apart (P20). */
class DeviceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FIREFOX | LINUX    | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            CHROME  | WINDOWS  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
            EDGE    | WINDOWS  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0
            OPERA   | MACOS    | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0
            SAFARI  | MACOS    | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15
            SAFARI  | IOS      | Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1
            CHROME  | IOS      | Mozilla/5.0 (iPad; CPU OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1
            SAMSUNG | ANDROID  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36
            CHROME  | CHROMEOS | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
            OTHER   | OTHER    | curl/8.5.0
            """)
    void knownBrowsers_areToldByTheirFamily(Browser browser, Platform platform, String userAgent) {
        Device device = Device.of(userAgent);
        assertEquals(new Device(browser, platform), device);
        assertEquals(device, Device.read(device.stored()));
        assertEquals(browser + " " + platform, device.stored());
    }

    @Test
    void nothingAndNonsense_areOthers() {
        Device other = new Device(Browser.OTHER, Platform.OTHER);
        assertEquals(other, Device.of(null));
        assertEquals(other, Device.of(""));
        assertEquals(other, Device.of("4242 4242 4242 4242 \u0000 <script>"));
        assertEquals(other, Device.of("x".repeat(100_000) + "Firefox/140.0"));
    }
}
