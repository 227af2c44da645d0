package net.korax.ams.identity;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * How a sign-in ended. A refusal does not say which of name, password and code was wrong.
 *
 * @param principal opaque name for the container, see {@link Caller}; null when refused
 * @param roles the container's groups; empty when refused
 * @param locale the user's language; null when refused
 * @param factor what was proved beside the password; null when refused
 * @param awaitsCode the user whose password was right, or whom the provider has named, and whose code is asked for next; null when none is
 * @param awaitsPasskey whether a passkey may stand in for that code
 * @param delay how long to wait before the next attempt; zero unless there were too many failures
 */
public record SignInResult(
        String principal,
        Set<String> roles,
        String locale,
        SecondFactor factor,
        UUID awaitsCode,
        boolean awaitsPasskey,
        Duration delay) {

    static SignInResult accepted(AppUser user, Set<String> roles, SecondFactor factor) {
        return new SignInResult(
                Caller.principal(user.getId(), user.getAccountId(), null),
                roles,
                user.getLocale(),
                factor,
                null,
                false,
                Duration.ZERO);
    }

    static SignInResult refused() {
        return new SignInResult(null, Set.of(), null, null, null, false, Duration.ZERO);
    }

    static SignInResult codeWanted(AppUser user) {
        return new SignInResult(null, Set.of(), null, null, user.getId(), user.hasPasskey(), Duration.ZERO);
    }

    static SignInResult tooSoon(Duration delay) {
        return new SignInResult(null, Set.of(), null, null, null, false, delay);
    }

    public boolean isAccepted() {
        return principal != null;
    }
}
