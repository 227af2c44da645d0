package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @CsvSource({"4096,0", "4097,414"})
    void anAddress_isOfBoundedLength_itsQueryWithIt(int length, int expected) {
        assertEquals(expected, RequestRules.refusal(asked("GET", "a".repeat(length), Map.of())));
        Map<String, Object> query = Map.of("getQueryString", "b".repeat(length - 10));
        assertEquals(expected, RequestRules.refusal(asked("GET", "a".repeat(10), query)));
    }

    @ParameterizedTest
    @CsvSource({"262144,0", "262145,413", "99999999999,413"})
    void aForm_isOfBoundedSize(long bytes, int expected) {
        Map<String, Object> form = Map.of("getContentType", FORM, "getContentLengthLong", bytes);
        assertEquals(expected, RequestRules.refusal(asked("POST", "/sign-in.xhtml", form)));
    }

    @ParameterizedTest
    @CsvSource({
        "/sign-in.xhtml,application/x-www-form-urlencoded,0",
        "/sign-in.xhtml,APPLICATION/x-www-form-urlencoded; charset=UTF-8,0",
        "/sign-in.xhtml,application/json,415",
        "/sign-in.xhtml,multipart/form-data; boundary=x,415",
        "/sign-in.xhtml,application/csp-report,415",
        "/sign-in.xhtml,'',415",
        "/csp-report,application/csp-report,0",
        "/csp-report,application/reports+json,0",
        "/csp-report,text/xml,415"
    })
    void whatIsPosted_hasToBeReadable(String path, String type, int expected) {
        Map<String, Object> form = Map.of("getContentType", type, "getContentLengthLong", 3L);
        assertEquals(expected, RequestRules.refusal(asked("POST", path, form)));
    }

    @Test
    void nothingAtAll_mayBePosted() {
        assertEquals(0, RequestRules.refusal(asked("POST", "/sign-in.xhtml", Map.of("getContentLengthLong", 0L))));
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics,404",
        "/metrics/base,404",
        "/health,404",
        "/openapi/,404",
        "/healthy.xhtml,0",
        "/customer/health,0",
        "/,0"
    })
    void whatAServerPutsBesideThePages_isNotThere(String path, int expected) {
        assertEquals(expected, RequestRules.refusal(asked("GET", path, Map.of())));
    }

    @Test
    void twoHosts_areOneTooMany() {
        assertEquals(400, RequestRules.refusal(asked("GET", "/", Map.of("hosts", List.of("a", "b")))));
        assertEquals(0, RequestRules.refusal(asked("GET", "/", Map.of("hosts", List.of()))));
    }

    private static HttpServletRequest asked(String method, String path, Map<String, Object> more) {
        Map<String, Object> answers = new HashMap<>(more);
        answers.put("getMethod", method);
        answers.put("getRequestURI", path);
        answers.put("getContextPath", "");
        answers.putIfAbsent("getContentLengthLong", -1L);
        answers.putIfAbsent("hosts", List.of("ams.example"));
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestRulesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> called.getName().equals("getHeaders")
                        ? Collections.enumeration((List<?>) answers.get("hosts"))
                        : answers.get(called.getName()));
    }
}
