package net.korax.ams.web.support;

import jakarta.ejb.EJB;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;

/**
 * Leaves an event for each request that was refused for what it is: sent by another site, bent, too large, of a role that may not. What
 * the business refuses is remembered there. Whoever knows better than the status tells by {@link #note}; each request leaves one event.
 */
public class RefusalFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String OPERATION = RefusalFilter.class.getName();
    private static final String REMEMBERED = OPERATION + ".remembered";
    private static final int TOO_LARGE_HEADERS = 431;

    @EJB
    private transient RefusalLog refusals;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            Object noted = request.getAttribute(OPERATION);
            String operation = noted == null ? of(response.getStatus()) : noted.toString();
            if (operation != null && request.getAttribute(REMEMBERED) == null) {
                remembered(request);
                refusals.refused(Caller.actor(request.getUserPrincipal()), operation, null, null);
            }
        }
    }

    /** What it is that is refused in this request, where the status of the answer does not say so. */
    static void note(HttpServletRequest request, String operation) {
        request.setAttribute(OPERATION, operation);
    }

    /** The same for a fault of a page. */
    static void note(HttpServletRequest request, FaultKind kind, boolean ofABentView) {
        String operation = ofABentView ? "request.bent" : of(kind.status());
        if (operation != null) {
            note(request, operation);
        }
    }

    /** The refusal has its event already. */
    public static void remembered(ServletRequest request) {
        request.setAttribute(REMEMBERED, true);
    }

    private static String of(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_REQUEST -> "request.malformed";
            case HttpServletResponse.SC_FORBIDDEN -> "request.forbidden";
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "request.method";
            case HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    HttpServletResponse.SC_REQUEST_URI_TOO_LONG,
                    TOO_LARGE_HEADERS -> "request.too-large";
            case HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE -> "request.media-type";
            default -> null;
        };
    }
}
