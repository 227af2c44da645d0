package net.korax.ams.web.support;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * What a request has to be like, whoever sends it (ASVS 4.2, 13.4.5): of bounded size, in the one form that pages send, and for something
 * of ours. Our largest form, a sign-up, has 4 KB in 60 fields; an address of ours at most 600 signs. What a server puts beside the
 * pages of its own accord is not there. Whoever sends a form slowly holds a thread meanwhile, so only so many are read at once.
 */
public class RequestRules extends HttpFilter {

    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_FIELDS = 500;
    static final int LONGEST_ADDRESS = 4_096;

    /** Half of the threads that a server is given: the other half answers whoever has nothing to send. */
    static final int READ_AT_ONCE = 100;

    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = HttpServletResponse.SC_BAD_REQUEST;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String REPORTS = "/csp-report";
    private static final Set<String> KINDS_OF_REPORTS =
            Set.of("application/csp-report", "application/reports+json", "application/json");
    private static final Set<String> BESIDE = Set.of("metrics", "health", "openapi");

    private final transient Semaphore reading = new Semaphore(READ_AT_ONCE);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        int refusal = refusal(request);
        HttpServletRequest read = request;
        if (refusal == 0 && isForm(request)) {
            if (!reading.tryAcquire()) {
                FaultKind.UNAVAILABLE.send(request, response);
                return;
            }
            try {
                read = isInPieces(request) ? FormInPieces.read(request, MOST_BYTES) : request;
                refusal = read == null ? HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE : 0;
                if (refusal == 0 && fields(read) > MOST_FIELDS) {
                    refusal = BAD_REQUEST;
                }
            } catch (IllegalArgumentException malformed) {
                refusal = BAD_REQUEST;
            } finally {
                reading.release();
            }
        }
        if (refusal > 0) {
            response.sendError(refusal);
        } else {
            chain.doFilter(read, response);
        }
    }

    /** The status with which the head of a request is refused; 0 when there is nothing to say against it. */
    public static int refusal(HttpServletRequest request) {
        String query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > LONGEST_ADDRESS) {
            return HttpServletResponse.SC_REQUEST_URI_TOO_LONG;
        }
        int hosts = Collections.list(request.getHeaders("Host")).size();
        if (hosts > 1 || hosts == 0 && "HTTP/1.1".equals(request.getProtocol())) {
            // Two readers of it may find two different houses meant (RFC 9112 3.2); not every server refuses it.
            return BAD_REQUEST;
        }
        if (isBeside(request)) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        if (request.getContentLengthLong() > MOST_BYTES) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        return "POST".equals(request.getMethod()) && !isReadable(request)
                ? HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE
                : 0;
    }

    private static boolean isBeside(HttpServletRequest request) {
        String[] path = path(request).split("/");
        return path.length > 1 && BESIDE.contains(path[1]);
    }

    /** Forms, reports of browsers, or nothing at all. */
    private static boolean isReadable(HttpServletRequest request) {
        return isForm(request)
                || REPORTS.equals(path(request)) && KINDS_OF_REPORTS.contains(type(request))
                || type(request).isEmpty() && request.getContentLengthLong() <= 0 && !isInPieces(request);
    }

    private static int fields(HttpServletRequest request) {
        // Not the map of all: servers keep it, with what was typed, until the request object serves somebody else.
        return Collections.list(request.getParameterNames()).stream()
                .mapToInt(name -> request.getParameterValues(name).length)
                .sum();
    }

    private static boolean isForm(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && FORM.equals(type(request));
    }

    private static boolean isInPieces(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null;
    }

    private static String type(HttpServletRequest request) {
        String header = request.getContentType();
        return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
