package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalesTest {

    @Test
    void spokenLanguages_areConstants() {
        assertSame(Locale.ENGLISH, Locales.of("en").orElseThrow());
        assertSame(Locale.FRENCH, Locales.of("fr").orElseThrow());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"de", "EN", "fr-FR", "'+alert(1)+'", "en\"", "fr\r\nSet-Cookie: a=b"})
    void anythingElse_isNoLocale(String language) {
        assertEquals(Optional.empty(), Locales.of(language));
    }

    @Test
    void firstSpokenWish_wins() {
        assertSame(Locale.FRENCH, Locales.best(List.of(Locale.GERMAN, Locale.CANADA_FRENCH, Locale.ENGLISH)));
    }

    @Test
    void noSpokenWish_givesTheDefault() {
        assertSame(Locales.DEFAULT, Locales.best(List.of(Locale.JAPANESE)));
        assertSame(Locales.DEFAULT, Locales.best(List.of()));
    }
}
