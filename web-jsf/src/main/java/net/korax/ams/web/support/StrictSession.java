package net.korax.ams.web.support;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;

/**
 * A request whose session has a cookie that other sites cannot have sent (RFC 6265bis 5.5). GlassFish passes over what web.xml says of that;
 * other servers have said it themselves by then, or say it later.
 */
final class StrictSession extends HttpServletRequestWrapper {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final String STRICT = "; SameSite=Strict";

    private final HttpServletResponse response;

    /** @param request may have a session already, of those who let people in before any filter is asked */
    StrictSession(HttpServletRequest request, HttpServletResponse response) {
        super(request);
        this.response = response;
        mend();
    }

    @Override
    public HttpSession getSession() {
        return getSession(true);
    }

    @Override
    public HttpSession getSession(boolean create) {
        HttpSession session = super.getSession(create);
        if (create) {
            mend();
        }
        return session;
    }

    @Override
    public String changeSessionId() {
        String id = super.changeSessionId();
        mend();
        return id;
    }

    private void mend() {
        String start = getServletContext().getSessionCookieConfig().getName() + "=";
        List<String> said = List.copyOf(response.getHeaders(SET_COOKIE));
        List<String> wanted = said.stream()
                .map(cookie -> cookie.startsWith(start) && !cookie.contains("SameSite") ? cookie + STRICT : cookie)
                .toList();
        if (!wanted.equals(said)) {
            response.setHeader(SET_COOKIE, wanted.get(0));
            wanted.stream().skip(1).forEach(cookie -> response.addHeader(SET_COOKIE, cookie));
        }
    }
}
