package net.korax.ams.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** That somebody's password was right and his code, or a passkey if he has one, is awaited. Kept by the server for a few minutes; it lets nobody in. */
record AwaitedCode(UUID user, boolean passkey, Instant until) implements Serializable {

    private static final String NAME = AwaitedCode.class.getName();
    private static final Duration LASTS = Duration.ofMinutes(5);

    static void of(UUID user, boolean passkey, HttpServletRequest request) {
        request.getSession()
                .setAttribute(NAME, new AwaitedCode(user, passkey, Time.now().plus(LASTS)));
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
