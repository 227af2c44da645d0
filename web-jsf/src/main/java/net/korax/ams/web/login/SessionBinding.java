package net.korax.ams.web.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ties a signed-in visit to the browser that signed in: a second cookie with 256 random bits, of which the session keeps the hash. The
 * session's own id has fewer random bits than a reference of a visit needs (ASVS 7.2.3) on some servers, and alone opens nothing. A
 * visit that comes without its second half is ended.
 */
public class SessionBinding extends HttpFilter {

    static final String COOKIE = "__Host-KST";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(SessionBinding.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HASH = SessionBinding.class.getName() + ".hash";
    private static final int BYTES = 32;

    /** Gives this browser its half; called when somebody has signed in. */
    static void bind(HttpServletRequest request, HttpServletResponse response) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        request.getSession().setAttribute(HASH, hash(token));
        response.addCookie(cookie(token));
    }

    /** Takes it back. */
    static void release(HttpServletResponse response) {
        Cookie nothing = cookie("");
        nothing.setMaxAge(0);
        response.addCookie(nothing);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = request.getSession(false);
        byte[] kept = session == null ? null : (byte[]) session.getAttribute(HASH);
        if (kept == null || MessageDigest.isEqual(kept, hash(token(request)))) {
            chain.doFilter(request, response);
        } else {
            LOG.log(Level.WARNING, "Ended a visit whose second cookie was missing or wrong.");
            session.invalidate();
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static Cookie cookie(String value) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    private static String token(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (COOKIE.equals(cookie.getName())) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
