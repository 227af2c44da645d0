package net.korax.ams.web.support;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewHandler;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Finds browsers without cookies (P21). Opening a sign-in page sets the session cookie; a form that comes back without
 * any cookie is answered by the same page with the plain notice, without a redirect and without a session id in an
 * address.
 */
final class CookieProbe {

    /** Request attribute, true when the notice is to be shown. */
    static final String COOKIES_OFF = "cookiesOff";

    private static final Set<String> SIGN_IN_PAGES = Set.of("/sign-in.xhtml", "/staff-sign-in.xhtml", "/sign-up.xhtml");

    private CookieProbe() {}

    static boolean signsInWithout(FacesContext context) {
        HttpServletRequest request =
                (HttpServletRequest) context.getExternalContext().getRequest();
        return SIGN_IN_PAGES.contains(request.getServletPath())
                && (request.getCookies() == null || request.getCookies().length == 0)
                && !context.getPartialViewContext().isAjaxRequest();
    }

    static void showAgain(FacesContext context) {
        HttpServletRequest request =
                (HttpServletRequest) context.getExternalContext().getRequest();
        request.setAttribute(COOKIES_OFF, true);
        ViewHandler views = context.getApplication().getViewHandler();
        UIViewRoot fresh = views.createView(context, request.getServletPath());
        if (fresh == null) {
            throw new FacesException("The sign-in page is missing.");
        }
        context.setViewRoot(fresh);
        context.renderResponse();
    }
}
