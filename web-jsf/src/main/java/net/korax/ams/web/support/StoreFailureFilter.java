package net.korax.ams.web.support;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.korax.ams.persistence.StoreFailure;

/** Answers 503 with a page of ours where a store fails outside of a page; what fails in one is {@link FaultHandler}'s. */
public class StoreFailureFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failure) {
            if (response.isCommitted() || !answer(request, response, failure)) {
                throw failure;
            }
        }
    }

    /**
     * The answer, also for those who answer before any filter is asked.
     *
     * @return whether it was given: not when the failure lies elsewhere
     */
    public static boolean answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
            throws IOException {
        if (!StoreFailure.isIn(failure)) {
            return false;
        }
        request.setAttribute(FaultPage.ID, Fault.record(failure));
        FaultKind.UNAVAILABLE.send(request, response);
        return true;
    }
}
