package net.korax.ams.identity;

import java.time.Duration;
import java.util.Set;

/**
 * How a sign-in ended. A refusal does not say which of name, password and code was wrong.
 *
 * @param principal opaque name for the container: user id, and for customers the account id behind a dot; null when refused
 * @param roles the container's groups; empty when refused
 * @param locale the user's language; null when refused
 * @param delay how long to wait before the next attempt; zero unless there were too many failures
 */
public record SignInResult(String principal, Set<String> roles, String locale, Duration delay) {

    static SignInResult refused() {
        return new SignInResult(null, Set.of(), null, Duration.ZERO);
    }

    static SignInResult tooSoon(Duration delay) {
        return new SignInResult(null, Set.of(), null, delay);
    }

    public boolean isAccepted() {
        return principal != null;
    }
}
