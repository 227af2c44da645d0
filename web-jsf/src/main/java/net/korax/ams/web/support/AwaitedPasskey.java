package net.korax.ams.web.support;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.identity.PasskeyChallenge;

/** What the browser's authenticator was last asked. Which question an answer is for is never taken from the browser. */
public final class AwaitedPasskey {

    private static final String NAME = AwaitedPasskey.class.getName();

    private AwaitedPasskey() {}

    /** Remembers the question; the options go to the browser. */
    public static String of(PasskeyChallenge asked, HttpServletRequest request) {
        request.getSession().setAttribute(NAME, asked.ceremony());
        return asked.options();
    }

    /** Null when nothing was asked. */
    public static UUID in(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session)
                .map(any -> (UUID) any.getAttribute(NAME))
                .orElse(null);
    }
}
