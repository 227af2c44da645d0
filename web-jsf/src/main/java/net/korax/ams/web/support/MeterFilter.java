package net.korax.ams.web.support;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import net.korax.ams.operations.Meters;

/** Counts each answer by the part of the site that it was asked of, and measures it. Of the address nothing else is looked at. */
public class MeterFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Set<String> AREAS = Set.of("customer", "staff", "custodian", "operator", "auditor", "desk");
    private static final String RESOURCES = "jakarta.faces.resource";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begun = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            Meters.request(area(request), response.getStatus(), System.nanoTime() - begun);
        }
    }

    private static String area(HttpServletRequest request) {
        String[] path = request.getRequestURI()
                .substring(request.getContextPath().length())
                .split("/");
        String first = path.length > 1 ? path[1] : "";
        if (AREAS.contains(first)) {
            return first;
        }
        return first.equals(RESOURCES) ? "resource" : "public";
    }
}
