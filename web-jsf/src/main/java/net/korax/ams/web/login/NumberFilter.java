package net.korax.ams.web.login;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import net.korax.ams.logging.RequestNumber;

/**
 * Gives each request its number, before anything is done with it, and tells it in the answer. One that a proxy of {@code ams.proxies} has
 * drawn is taken over, so that its log and ours go together; what anybody else sends is not looked at.
 */
public class NumberFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String HEADER = "X-Request-ID";
    private static final String KNOWN = NumberFilter.class.getName();

    @Inject
    private transient Reach reach;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Object known = request.getAttribute(KNOWN);
        String number = known == null ? number(request) : known.toString();
        request.setAttribute(KNOWN, number);
        Optional<String> outer = RequestNumber.current();
        RequestNumber.begin(number);
        try {
            response.setHeader(HEADER, number);
            chain.doFilter(request, response);
        } finally {
            outer.ifPresentOrElse(RequestNumber::begin, RequestNumber::end);
        }
    }

    private String number(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        return RequestNumber.isOfAProxy(given) && reach.isThroughOurProxy(request) ? given : RequestNumber.fresh();
    }
}
