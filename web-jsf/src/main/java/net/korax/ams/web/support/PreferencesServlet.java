package net.korax.ams.web.support;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Takes the language and theme switch of the footer. It needs no session and no script, keeps its answer in the
 * preference cookie alone, and leads back only to an address within this site.
 */
public class PreferencesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern WITHIN =
            Pattern.compile("/(?:[A-Za-z0-9._~-][A-Za-z0-9._~/-]*)?(?:\\?[A-Za-z0-9._~=&%-]*)?");
    private static final int LONGEST_ADDRESS = 500;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = new Cookie(
                Preferences.COOKIE,
                Preferences.changed(request, request.getParameter("theme"), request.getParameter("language")));
        cookie.setPath("/");
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        response.addCookie(cookie);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", within(request.getParameter("back")));
    }

    /** @return the address itself when it stays within this site, else the start page */
    static String within(String address) {
        boolean fine = address != null
                && address.length() <= LONGEST_ADDRESS
                && WITHIN.matcher(address).matches()
                && !address.contains("..");
        return fine ? address : "/";
    }
}
