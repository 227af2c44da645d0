package net.korax.ams.shared;

import java.util.Locale;
import java.util.Optional;

/**
 * The settings of this installation: a system property, else the environment variable of the same name in upper case
 * with {@code _} for every other sign. One class, because not every Jakarta server offers a configuration API.
 */
public final class Configuration {

    private Configuration() {}

    /** @return empty when unset or blank; never a default */
    public static Optional<String> get(String name) {
        return present(System.getProperty(name)).or(() -> present(System.getenv(variable(name))));
    }

    /** @throws IllegalStateException with one sentence naming the setting */
    public static String require(String name) {
        return get(name)
                .orElseThrow(() -> new IllegalStateException(
                        "The setting " + name + " (or the environment variable " + variable(name) + ") is missing."));
    }

    /** True only when {@code ams.profile} says so: an installation without a profile is a production one. */
    public static boolean demo() {
        return get("ams.profile").filter("demo"::equals).isPresent();
    }

    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Optional<String> present(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
