package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import net.korax.ams.identity.Whereabouts;

/** Notes who calls, and answers what {@link Reach} hides as any page that does not exist. */
public class ReachFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Reach reach;

    @EJB
    private transient Whereabouts whereabouts;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String caller = reach.caller(request);
        if (!caller.isEmpty()) {
            whereabouts.came(InetAddress.getByName(caller).getAddress());
        }
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
