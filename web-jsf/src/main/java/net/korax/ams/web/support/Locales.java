package net.korax.ams.web.support;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The languages that AMS speaks, and nothing else. A locale is only ever one of these constants: PrimeFaces 15.0.13 writes
 * the locale of the view unescaped into a script, so a string of the client must never become one.
 */
public final class Locales {

    public static final Locale DEFAULT = Locale.ENGLISH;

    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.FRENCH);

    private Locales() {}

    public static List<Locale> spoken() {
        return SPOKEN;
    }

    /** @param language two letters as kept in the preference cookie; null and anything unknown give empty */
    public static Optional<Locale> of(String language) {
        return SPOKEN.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst();
    }

    /** The first spoken language of those a browser asks for, in its order; never null. */
    public static Locale best(Iterable<Locale> wanted) {
        for (Locale locale : wanted) {
            Optional<Locale> spoken = of(locale.getLanguage());
            if (spoken.isPresent()) {
                return spoken.get();
            }
        }
        return DEFAULT;
    }

    static Locale best(java.util.Enumeration<Locale> wanted) {
        return best(Collections.list(wanted));
    }
}
