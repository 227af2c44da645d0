package net.korax.ams.web.support;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as a browser would send it, as far as the classes under test look at one. */
final class AskedFor {

    private final Map<String, Object> answers = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();

    AskedFor() {
        answers.put("getMethod", "GET");
        answers.put("getRequestURI", "/");
        answers.put("getContextPath", "");
        wishing(Locale.ENGLISH);
    }

    AskedFor method(String method) {
        answers.put("getMethod", method);
        return this;
    }

    AskedFor at(String path, String query) {
        answers.put("getRequestURI", path);
        answers.put("getQueryString", query);
        return this;
    }

    AskedFor wishing(Locale... languages) {
        answers.put("getLocales", List.of(languages));
        return this;
    }

    AskedFor cookie(String name, String value) {
        answers.put("getCookies", new Cookie[] {new Cookie("first", "1"), new Cookie(name, value)});
        return this;
    }

    AskedFor header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    AskedFor attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                AskedFor.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getHeader" -> headers.get(args[0]);
                    case "getAttribute" -> attributes.get(args[0]);
                    case "getLocales" -> Collections.enumeration((List<?>) answers.get("getLocales"));
                    default -> answers.get(method.getName());
                });
    }
}
