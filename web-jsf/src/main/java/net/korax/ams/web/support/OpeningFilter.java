package net.korax.ams.web.support;

import jakarta.ejb.EJB;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.operations.Pages;

/**
 * Answers 503 to everything, without a page, until nobody is back whose account was erased. It is the first of the pages that comes up, and
 * tells so.
 */
public class OpeningFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final byte[] NOT_YET =
            "Not yet open. Please try again in a moment.\n".getBytes(StandardCharsets.US_ASCII);

    @EJB
    private transient ErasureService erasures;

    @Override
    public void init() {
        Pages.open(true);
    }

    @Override
    public void destroy() {
        Pages.open(false);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (erasures.isReady()) {
            chain.doFilter(request, response);
        } else {
            refuse(response);
        }
    }

    /** The answer, also for those who answer before any filter is asked. */
    public static void refuse(HttpServletResponse response) throws IOException {
        SecurityHeadersFilter.harden(response);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "5");
        response.setContentType("text/plain");
        response.setContentLength(NOT_YET.length);
        response.getOutputStream().write(NOT_YET);
    }
}
