package net.korax.ams.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInProviderTest {

    private static final List<String> SETTINGS =
            List.of("ams.sso.issuer", "ams.sso.client-id", "ams.sso.client-secret-file", "ams.sso.name", "ams.profile");

    @AfterEach
    void forget() {
        SETTINGS.forEach(System::clearProperty);
    }

    @Test
    void withoutAnIssuer_thereIsNone() {
        assertTrue(SignInProvider.configured().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com",
                "http://127.0.0.1:8080",
                "id.example.com",
                "https:///realms",
                "https://somebody@id.example.com",
                "https://id.example.com/#realm",
                "https://id example"
            })
    void anIssuerThatCouldBeAnybody_isRefused(String issuer) {
        set("ams.sso.issuer", issuer);
        set("ams.sso.client-id", "ams");
        assertEquals(
                "The setting ams.sso.issuer has to be an address that begins with https://.",
                assertThrows(IllegalStateException.class, SignInProvider::configured)
                        .getMessage());
    }

    @Test
    void onThisMachine_theDemonstrationDoesWithoutTls() {
        set("ams.sso.issuer", "http://127.0.0.1:8080/realms/staff");
        set("ams.sso.client-id", "ams");
        set("ams.profile", "demo");
        assertEquals(
                "http://127.0.0.1:8080/realms/staff/.well-known/openid-configuration",
                SignInProvider.configured().orElseThrow().description().toString());
    }

    @Test
    void aSecretThatIsMissing_isSaidInOneSentence(@TempDir Path folder) throws Exception {
        set("ams.sso.issuer", "https://id.example.com/");
        assertTrue(assertThrows(IllegalStateException.class, SignInProvider::configured)
                .getMessage()
                .contains("ams.sso.client-id"));
        set("ams.sso.client-id", "ams of Korax");
        SignInProvider provider = SignInProvider.configured().orElseThrow();
        assertThrows(IllegalStateException.class, provider::secret);
        Path file = folder.resolve("secret");
        set("ams.sso.client-secret-file", file.toString());
        assertThrows(IllegalStateException.class, provider::secret);
        Files.writeString(file, "\n");
        assertThrows(IllegalStateException.class, provider::secret);
        Files.writeString(file, "a: b\n");
        assertEquals("ams+of+Korax:a%3A+b", provider.credentials());
        assertEquals(
                "https://id.example.com/.well-known/openid-configuration",
                provider.description().toString());
    }

    private static void set(String setting, String value) {
        System.setProperty(setting, value);
    }
}
