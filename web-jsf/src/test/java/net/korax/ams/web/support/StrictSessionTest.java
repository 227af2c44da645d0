package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server says of the session's cookie, and what of it is mended; {@code CookiesIT} sees the same on the wire of each server. */
class StrictSessionTest {

    private static final String OTHER = "ams-prefs=auto.en; Path=/; SameSite=Lax";

    private final List<String> cookies = new ArrayList<>(List.of(OTHER));

    @Test
    void serverThatSaysNothingOfOtherSites_isMended() {
        new StrictSession(request("__Host-KSID=1; Path=/; Secure"), response()).getSession();
        assertEquals(List.of(OTHER, "__Host-KSID=1; Path=/; Secure; SameSite=Strict"), cookies);
    }

    @Test
    void newNumberOfTheSession_isMendedToo() {
        new StrictSession(request("__Host-KSID=2; Path=/"), response()).changeSessionId();
        assertEquals(List.of(OTHER, "__Host-KSID=2; Path=/; SameSite=Strict"), cookies);
    }

    @Test
    void sessionThatWasThereBefore_isMendedAtOnce() {
        cookies.add("__Host-KSID=3; Path=/");
        new StrictSession(request("none"), response());
        assertEquals(List.of(OTHER, "__Host-KSID=3; Path=/; SameSite=Strict"), cookies);
    }

    @Test
    void serverThatSaysItItself_isLeftAlone() {
        new StrictSession(request("__Host-KSID=4; SameSite=Strict"), response()).getSession();
        assertEquals(List.of(OTHER, "__Host-KSID=4; SameSite=Strict"), cookies);
    }

    /** @param cookie that the server sets when it makes or renames a session */
    private HttpServletRequest request(String cookie) {
        SessionCookieConfig config = answering(SessionCookieConfig.class, (proxy, method, args) -> "__Host-KSID");
        ServletContext context = answering(ServletContext.class, (proxy, method, args) -> config);
        return answering(HttpServletRequest.class, (proxy, method, args) -> {
            if (method.getName().equals("getServletContext")) {
                return context;
            }
            cookies.add(cookie);
            return null;
        });
    }

    private HttpServletResponse response() {
        return answering(HttpServletResponse.class, (proxy, method, args) -> switch (method.getName()) {
            case "getHeaders" -> cookies;
            case "setHeader" -> {
                cookies.clear();
                cookies.add((String) args[1]);
                yield null;
            }
            case "addHeader" -> {
                cookies.add((String) args[1]);
                yield null;
            }
            default -> null;
        });
    }

    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
