package net.korax.ams.web.support;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Refuses what another site sends in the person's name. The view state is the first defence; this is the second, and the
 * only one of the small servlets. A browser says where a request comes from; a client that says nothing has no cookies of
 * a person to abuse and is let through to the view state. Methods that no page of ours sends are refused altogether.
 */
public class SameOriginFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        int refusal = refusal(request);
        if (refusal > 0) {
            response.sendError(refusal);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The status with which a request is refused; 0 when there is nothing to say against it. */
    public static int refusal(HttpServletRequest request) {
        boolean reads = READING.contains(request.getMethod());
        if (!reads && !"POST".equals(request.getMethod())) {
            return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        if (reads || isFromHere(request)) {
            return 0;
        }
        RefusalFilter.note(request, "request.cross-site");
        return HttpServletResponse.SC_FORBIDDEN;
    }

    private static boolean isFromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return "same-origin".equals(site) || "none".equals(site);
        }
        String origin = request.getHeader("Origin");
        return origin == null || isThisHost(origin, request.getHeader("Host"));
    }

    private static boolean isThisHost(String origin, String host) {
        try {
            return URI.create(origin).getAuthority() != null
                    && URI.create(origin).getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
