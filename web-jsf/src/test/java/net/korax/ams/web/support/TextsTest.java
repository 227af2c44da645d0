package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextsTest {

    private final Locale ofTheMachine = Locale.getDefault();

    @AfterEach
    void giveTheMachineItsLanguageBack() {
        Locale.setDefault(ofTheMachine);
    }

    @Test
    void withoutAPage_textsAreEnglish() {
        assertEquals("Sign out", Texts.get("common", "sign-out"));
    }

    @Test
    void onAFrenchMachine_englishTextsStayEnglish() {
        Locale.setDefault(Locale.FRENCH);
        for (String bundle : new String[] {"common", "public", "customer", "staff", "refused", "faces"}) {
            assertEquals(
                    Locale.ENGLISH,
                    java.util.ResourceBundle.getBundle("net.korax.ams.web.messages-" + bundle, Locale.ENGLISH)
                            .getLocale(),
                    bundle);
        }
        assertEquals("Sign out", Texts.get("common", Locale.ENGLISH, "sign-out"));
    }

    @Test
    void frenchText_isFrench() {
        assertEquals("Français", Texts.get("common", Locale.FRENCH, "language.fr"));
        assertEquals("Annuler", Texts.get("common", Locale.FRENCH, "cancel"));
    }

    @Test
    void valuesAreWrittenInTheMannerOfTheLanguage() {
        assertEquals("1,234", Texts.format(Locale.ENGLISH, "{0}", 1234));
        assertEquals("1\u202f234", Texts.format(Locale.FRENCH, "{0}", 1234));
    }

    @Test
    void aValueIsNoPattern() {
        assertEquals("{1} #{7*7}", Texts.format(Locale.ENGLISH, "{0}", "{1} #{7*7}"));
    }

    @Test
    void withoutValues_bracesStay() {
        assertEquals("{0}", Texts.format(Locale.ENGLISH, "{0}"));
    }

    @Test
    void missingKey_isAFault() {
        assertFalse(Texts.has("common", "no.such.key"));
        assertTrue(Texts.has("common", "sign-out"));
        assertThrows(MissingResourceException.class, () -> Texts.get("common", "no.such.key"));
    }
}
