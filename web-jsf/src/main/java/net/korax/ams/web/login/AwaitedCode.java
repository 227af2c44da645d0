package net.korax.ams.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.identity.Audience;
import net.korax.ams.shared.Time;

/**
 * That somebody's password was right, or a provider has named him, and his code, or a passkey if he has one, is awaited. Kept by the server
 * for a few minutes; it lets nobody in.
 */
record AwaitedCode(UUID user, Audience audience, boolean passkey, Instant until) implements Serializable {

    private static final String NAME = AwaitedCode.class.getName();
    private static final Duration LASTS = Duration.ofMinutes(5);

    static void of(UUID user, Audience audience, boolean passkey, HttpServletRequest request) {
        request.getSession()
                .setAttribute(
                        NAME,
                        new AwaitedCode(user, audience, passkey, Time.now().plus(LASTS)));
    }

    /** The same at one door. */
    static Optional<AwaitedCode> in(HttpServletRequest request, Audience door) {
        return in(request).filter(awaited -> awaited.audience() == door);
    }

    static Optional<AwaitedCode> in(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session)
                .map(any -> (AwaitedCode) any.getAttribute(NAME))
                .filter(awaited -> awaited.until().isAfter(Time.now()));
    }

    static void forget(HttpServletRequest request) {
        request.getSession().removeAttribute(NAME);
    }
}
