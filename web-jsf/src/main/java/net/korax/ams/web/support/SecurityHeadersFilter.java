package net.korax.ams.web.support;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Set;

/**
 * The headers of every answer. A page's own content policy comes from PrimeFaces with a nonce and replaces the one set
 * here, which lets nothing through and so fits all other answers. Versioned resources may be kept for a year, public
 * texts are asked for again, everything else (forms, anything behind a log-in, errors) is never kept.
 */
public class SecurityHeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String CSP = "Content-Security-Policy";
    private static final String CACHE = "Cache-Control";
    private static final String NEVER_KEPT = "no-store";
    private static final Set<String> PUBLIC_TEXTS = Set.of("/", "/index.xhtml", "/promises.xhtml", "/cookies.xhtml");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String caching = caching(request);
        harden(response, caching);
        explain(response, response.getStatus());
        HttpServletRequest strict = new StrictSession(request, response);
        chain.doFilter(
                request.getDispatcherType() == DispatcherType.ERROR ? new ErrorPageRequest(strict) : strict,
                new Hardened(response, caching));
    }

    /** The headers that no answer goes without; for those who answer before any filter is asked, too. */
    public static void harden(HttpServletResponse response) {
        harden(response, NEVER_KEPT);
    }

    private static void harden(HttpServletResponse response, String caching) {
        response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=(),"
                        + " publickey-credentials-get=(self), publickey-credentials-create=(self)");
        response.setHeader(CSP, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.setHeader(CACHE, caching);
    }

    /** What has to stand beside a status: which methods are allowed (RFC 9110 15.5.6). */
    private static void explain(HttpServletResponse response, int status) {
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "GET, HEAD, POST");
        }
    }

    private static String caching(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/jakarta.faces.resource/")) {
            return request.getParameter("v") == null ? "no-cache" : "public, max-age=31536000, immutable";
        }
        return PUBLIC_TEXTS.contains(path) ? "private, no-cache" : NEVER_KEPT;
    }

    /** Keeps one content policy, our caching, and lets nobody keep an error. */
    private static final class Hardened extends HttpServletResponseWrapper {

        private final String caching;

        Hardened(HttpServletResponse response, String caching) {
            super(response);
            this.caching = caching;
        }

        /** Faces begins anew with each part of a page that it sends alone. */
        @Override
        public void reset() {
            super.reset();
            harden((HttpServletResponse) getResponse(), caching);
        }

        @Override
        public void addHeader(String name, String value) {
            if (CSP.equalsIgnoreCase(name)) {
                super.setHeader(name, value);
            } else if (!isOurs(name)) {
                super.addHeader(name, value);
            }
        }

        @Override
        public void setHeader(String name, String value) {
            if (!isOurs(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void setDateHeader(String name, long date) {
            if (!"Expires".equalsIgnoreCase(name)) {
                super.setDateHeader(name, date);
            }
        }

        @Override
        public void addDateHeader(String name, long date) {
            if (!"Expires".equalsIgnoreCase(name)) {
                super.addDateHeader(name, date);
            }
        }

        @Override
        public void setStatus(int status) {
            forget(status);
            super.setStatus(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            forget(status);
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            forget(status);
            super.sendError(status);
        }

        private void forget(int status) {
            if (status >= SC_BAD_REQUEST) {
                super.setHeader(CACHE, NEVER_KEPT);
            }
            explain((HttpServletResponse) getResponse(), status);
        }

        private static boolean isOurs(String name) {
            return CACHE.equalsIgnoreCase(name)
                    || "Pragma".equalsIgnoreCase(name)
                    || "Expires".equalsIgnoreCase(name)
                    || "X-Powered-By".equalsIgnoreCase(name);
        }
    }
}
