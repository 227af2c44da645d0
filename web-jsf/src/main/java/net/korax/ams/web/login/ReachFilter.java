package net.korax.ams.web.login;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what {@link Reach} hides as any page that does not exist. */
public class ReachFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Reach reach;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (reach.leadsToStaffDoor(request)) {
            response.sendRedirect(request.getContextPath() + Reach.STAFF_DOOR);
        } else if (reach.hides(request)) {
            if (Reach.isOfStaff(request)) {
                reach.refused(request, null);
            }
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            chain.doFilter(request, response);
        }
    }
}
