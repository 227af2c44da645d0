package net.korax.ams.web.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The countries of ISO 3166-1 for a choice, by name in the language of the view. */
@Named
@ApplicationScoped
public class Countries {

    /** A country: its code and its name in one language. */
    public record Country(String code, String name) {}

    private final Map<Locale, List<Country>> byLanguage = new ConcurrentHashMap<>();

    public List<Country> getAll() {
        return byLanguage.computeIfAbsent(Texts.locale(), Countries::in);
    }

    /** The name in the language of the view; the code itself when it is no country. */
    public String name(String code) {
        return code == null ? "" : new Locale.Builder().setRegion(code).build().getDisplayCountry(Texts.locale());
    }

    private static List<Country> in(Locale language) {
        Comparator<Object> order = Collator.getInstance(language);
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> new Country(
                        code, new Locale.Builder().setRegion(code).build().getDisplayCountry(language)))
                .sorted((a, b) -> order.compare(a.name(), b.name()))
                .toList();
    }
}
