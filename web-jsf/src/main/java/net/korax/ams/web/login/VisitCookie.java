package net.korax.ams.web.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import net.korax.ams.identity.VisitToken;

/** The cookie of a visit: an opaque reference that ends with the browser's run. */
final class VisitCookie {

    private static final String NAME = "__Host-KST";
    private static final int LENGTH = 43;

    private VisitCookie() {}

    static void give(HttpServletResponse response, VisitToken token) {
        response.addCookie(cookie(token.value()));
    }

    static void takeBack(HttpServletResponse response) {
        Cookie nothing = cookie("");
        nothing.setMaxAge(0);
        response.addCookie(nothing);
    }

    /** What the browser sent, if it has the form of a reference. */
    static Optional<VisitToken> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie ->
                        NAME.equals(cookie.getName()) && cookie.getValue().length() == LENGTH)
                .map(cookie -> new VisitToken(cookie.getValue()))
                .findFirst();
    }

    private static Cookie cookie(String value) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath("/");
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }
}
