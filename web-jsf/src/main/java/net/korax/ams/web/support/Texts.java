package net.korax.ams.web.support;

import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The message bundles, for code that runs outside of a page's expressions. */
public final class Texts {

    private static final String BASE = "net.korax.ams.web.messages-";

    private Texts() {}

    /**
     * @param bundle {@code common}, {@code public}, {@code customer}, {@code staff}, {@code operator} or {@code refused}
     * @param args fill {@code {0}}, {@code {1}} ... in the manner of the language (numbers, dates)
     * @throws MissingResourceException when the bundle has no such key
     */
    public static String get(String bundle, String key, Object... args) {
        return get(bundle, locale(), key, args);
    }

    static String get(String bundle, Locale locale, String key, Object... args) {
        return format(locale, bundle(bundle, locale).getString(key), args);
    }

    public static boolean has(String bundle, String key) {
        return bundle(bundle, locale()).containsKey(key);
    }

    /** The keys of a bundle that begin so. */
    public static List<String> keys(String bundle, String start) {
        return bundle(bundle, locale()).keySet().stream()
                .filter(key -> key.startsWith(start))
                .sorted()
                .toList();
    }

    static String format(Locale locale, String pattern, Object... args) {
        return args.length == 0 ? pattern : new MessageFormat(pattern, locale).format(args);
    }

    static Locale locale() {
        FacesContext context = FacesContext.getCurrentInstance();
        return context == null || context.getViewRoot() == null
                ? Locales.DEFAULT
                : context.getViewRoot().getLocale();
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(BASE + name, locale, Texts.class.getClassLoader());
    }
}
