package net.korax.ams.web.support;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import net.korax.ams.identity.ProviderTrip;

/** The question to which a sign-in provider’s answer is awaited. Kept by the server; each is answered once. */
public final class AwaitedProvider {

    private static final String NAME = AwaitedProvider.class.getName();

    private AwaitedProvider() {}

    public static void of(ProviderTrip trip, HttpServletRequest request) {
        request.getSession().setAttribute(NAME, trip);
    }

    /** The last question, which is none any more; null when nothing was asked. */
    public static ProviderTrip take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return null;
        }
        ProviderTrip trip = (ProviderTrip) session.getAttribute(NAME);
        session.removeAttribute(NAME);
        return trip;
    }
}
