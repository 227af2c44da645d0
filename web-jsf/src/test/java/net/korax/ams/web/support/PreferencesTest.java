package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.RequestDispatcher;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @Test
    void withoutACookie_theBrowsersWishesDecide() {
        Preferences chosen = new Preferences(
                new AskedFor().wishing(Locale.GERMAN, Locale.FRANCE).request());
        assertEquals("auto", chosen.getTheme());
        assertEquals("fr", chosen.getLanguage());
    }

    @Test
    void cookieOverrulesTheBrowser() {
        Preferences chosen = new Preferences(new AskedFor()
                .cookie("ams-prefs", "dark.en")
                .wishing(Locale.FRENCH)
                .request());
        assertEquals("dark", chosen.getTheme());
        assertEquals(Locale.ENGLISH, chosen.getLocale());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "dark", "dark.english", "dark.en.x", "pink.en", "dark.'+alert(1)+'", "dark.en\"><script>"})
    void unreadableCookie_countsAsNotChosen(String value) {
        Preferences chosen = new Preferences(
                new AskedFor().cookie("ams-prefs", value).wishing(Locale.FRENCH).request());
        assertEquals("auto", chosen.getTheme());
        assertEquals("fr", chosen.getLanguage());
    }

    @Test
    void languageThatNobodySpeaks_isLeftToTheBrowser() {
        Preferences chosen = new Preferences(new AskedFor()
                .cookie("ams-prefs", "light.de")
                .wishing(Locale.FRENCH)
                .request());
        assertEquals("light", chosen.getTheme());
        assertEquals("fr", chosen.getLanguage());
    }

    @Test
    void cookieOfAnotherName_isNotRead() {
        assertEquals(
                "auto",
                new Preferences(new AskedFor().cookie("other", "dark.fr").request()).getTheme());
    }

    @Test
    void oneSwitch_keepsTheOther() {
        AskedFor asked = new AskedFor().cookie("ams-prefs", "dark.fr");
        assertEquals("light.fr", Preferences.changed(asked.request(), "light", null));
        assertEquals("dark.en", Preferences.changed(asked.request(), null, "en"));
        assertEquals("auto.fr", Preferences.changed(new AskedFor().request(), null, "fr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "EN", "", "en\r\nSet-Cookie: a=b", "<script>"})
    void unknownWish_isNeverWritten(String language) {
        assertEquals(
                "auto.auto",
                Preferences.changed(
                        new AskedFor().cookie("ams-prefs", "dark.fr").request(), null, language));
    }

    @Test
    void here_isTheAddressWithItsQuery() {
        assertEquals(
                "/customer/card.xhtml?id=1",
                new Preferences(new AskedFor()
                                .at("/customer/card.xhtml", "id=1")
                                .request())
                        .getHere());
        assertEquals(
                "/promises.xhtml",
                new Preferences(new AskedFor().at("/promises.xhtml", null).request()).getHere());
    }

    @Test
    void fromAnErrorPage_oneComesBackToTheStart() {
        assertEquals(
                "/",
                new Preferences(new AskedFor()
                                .at("/nowhere", null)
                                .attribute(RequestDispatcher.ERROR_REQUEST_URI, "/nowhere")
                                .request())
                        .getHere());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/promises.xhtml", "/customer/card.xhtml?id=0b1c2d3e-4f50&x=%20"})
    void switchLeadsBackWithinTheSite(String address) {
        assertEquals(address, PreferencesServlet.within(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "https:evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/%09/evil.example",
                "/a//b?x=//evil",
                "javascript:alert(1)",
                "/../WEB-INF/web.xml",
                "/a\r\nSet-Cookie: a=b",
                " /",
                ""
            })
    void switchLeadsNowhereElse(String address) {
        assertEquals("/", PreferencesServlet.within(address));
    }

    @Test
    void withoutAnAddress_oneComesBackToTheStart() {
        assertEquals("/", PreferencesServlet.within(null));
        assertEquals("/", PreferencesServlet.within("/" + "a".repeat(500)));
        assertNull(new AskedFor().request().getQueryString());
    }
}
