package net.korax.ams.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.identity.VisitToken;

/**
 * Ties the server's session, which holds the pages, to the visit of who opened them. The session's own id has fewer random bits than a
 * reference needs (ASVS 7.2.3) on some servers; so it opens nothing by itself, and serves but together with the reference of its visit.
 */
record SessionBinding(UUID visit, byte[] tokenHash) implements Serializable {

    private static final String NAME = SessionBinding.class.getName();

    /** What the session of this request is tied to; empty without a session, or before anybody signed in. */
    static Optional<SessionBinding> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (SessionBinding) session.getAttribute(NAME));
    }

    /** Ties the session to a visit; one that was open before gets a new id. On a node that does not know the visitor it is made. */
    static void tie(HttpServletRequest request, UUID visit, VisitToken token) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        request.getSession().setAttribute(NAME, new SessionBinding(visit, token.hash()));
    }

    /** Forgets what the session was tied to, for somebody who has signed in anew; the next request ties it again. */
    static void untie(HttpServletRequest request) {
        request.getSession().removeAttribute(NAME);
    }

    static void endSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Whether the request has the other half, too. */
    boolean fits(Optional<VisitToken> token) {
        return token.filter(sent -> MessageDigest.isEqual(sent.hash(), tokenHash))
                .isPresent();
    }
}
