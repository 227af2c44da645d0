package net.korax.ams.web.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How this person wants the pages: language and theme, read from the cookie {@value #COOKIE} (P20: web-site preferences
 * and never personal data). The value has the form {@code theme.language}; what does not match counts as not chosen, then
 * the browser's own wishes decide.
 */
@Named
@RequestScoped
public class Preferences {

    static final String COOKIE = "ams-prefs";

    private static final Pattern VALUE = Pattern.compile("(auto|light|dark)\\.(auto|[a-z]{2})");

    private String theme;
    private Locale locale;
    private String here;

    protected Preferences() {}

    @Inject
    Preferences(HttpServletRequest request) {
        Matcher kept = VALUE.matcher(cookie(request));
        boolean readable = kept.matches();
        theme = readable ? kept.group(1) : "auto";
        locale = locale(request);
        here = address(request);
    }

    /** {@code auto}, {@code light} or {@code dark}. */
    public String getTheme() {
        return theme;
    }

    public Locale getLocale() {
        return locale;
    }

    /** Two letters, for {@code lang} attributes. */
    public String getLanguage() {
        return locale.getLanguage();
    }

    /** The address of this page within the site, to come back to after a switch. */
    public String getHere() {
        return here;
    }

    /** As {@link #getLocale()}, for code outside of a bean. */
    static Locale locale(HttpServletRequest request) {
        Matcher kept = VALUE.matcher(cookie(request));
        return kept.matches()
                ? Locales.of(kept.group(2)).orElseGet(() -> Locales.best(request.getLocales()))
                : Locales.best(request.getLocales());
    }

    /** The value of the preference cookie after one switch; unknown wishes change nothing. */
    static String changed(HttpServletRequest request, String theme, String language) {
        Matcher kept = VALUE.matcher(cookie(request));
        boolean readable = kept.matches();
        String newTheme = theme == null ? (readable ? kept.group(1) : "auto") : theme;
        String newLanguage = language == null ? (readable ? kept.group(2) : "auto") : language;
        String value = newTheme + "." + newLanguage;
        return VALUE.matcher(value).matches()
                        && (newLanguage.equals("auto")
                                || Locales.of(newLanguage).isPresent())
                ? value
                : "auto.auto";
    }

    private static String cookie(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (COOKIE.equals(cookie.getName())) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }

    private static String address(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed != null) {
            return "/";
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
