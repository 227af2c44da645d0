package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.korax.ams.identity.Whereabouts;

/** Says where a request comes from before anything can be refused in it. */
public class CallerFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Reach reach;

    @EJB
    private transient Whereabouts whereabouts;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Networks.literal(reach.caller(request)).ifPresent(whereabouts::came);
        chain.doFilter(request, response);
    }
}
