package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginFilterTest {

    private static final int PASSED = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void readingFromElsewhere_isLetThrough(String method) throws Exception {
        assertEquals(PASSED, answer(post().method(method).header("Sec-Fetch-Site", "cross-site")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH"})
    void methodThatNoPageSends_isRefused(String method) throws Exception {
        assertEquals(NOT_ALLOWED, answer(post().method(method).header("Sec-Fetch-Site", "same-origin")));
    }

    @ParameterizedTest
    @CsvSource({"same-origin,200", "none,200", "same-site,403", "cross-site,403", "'',403"})
    void writing_isJudgedByTheBrowsersWord(String site, int expected) throws Exception {
        assertEquals(expected, answer(post().header("Sec-Fetch-Site", site)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://ams.example,200",
        "https://AMS.example,200",
        "https://evil.example,403",
        "https://ams.example.evil.example,403",
        "https://ams.example:8443,403",
        "https://evil.example/ams.example,403",
        "null,403",
        "'not an address',403"
    })
    void withoutThatWord_theOriginHasToBeThisHost(String origin, int expected) throws Exception {
        assertEquals(expected, answer(post().header("Origin", origin)));
    }

    @Test
    void theBrowsersWord_outweighsAMatchingOrigin() throws Exception {
        assertEquals(
                FORBIDDEN,
                answer(post().header("Sec-Fetch-Site", "cross-site").header("Origin", "https://ams.example")));
    }

    @Test
    void clientThatSaysNothing_isLeftToTheViewState() throws Exception {
        assertEquals(PASSED, answer(post()));
    }

    private static AskedFor post() {
        return new AskedFor().method("POST").header("Host", "ams.example");
    }

    private static int answer(AskedFor asked) throws IOException, ServletException {
        AtomicInteger answer = new AtomicInteger();
        HttpServletRequest request = asked.request();
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                AskedFor.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, args) -> {
                    if (method.getName().equals("sendError")) {
                        answer.set((Integer) args[0]);
                    }
                    return null;
                });
        new SameOriginFilter().doFilter(request, response, (passed, to) -> answer.set(PASSED));
        return answer.get();
    }
}
