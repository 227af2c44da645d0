package net.korax.ams.web.support;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A form that comes in pieces (RFC 9112 7.1) and so does not say beforehand how long it is. It is read here, since servers pass over a
 * form that is too long for them as if nothing had been sent.
 */
final class FormInPieces extends HttpServletRequestWrapper {

    private final Map<String, String[]> fields = new LinkedHashMap<>();

    private FormInPieces(HttpServletRequest request, String body) {
        super(request);
        request.getParameterMap().forEach((name, values) -> fields.put(name, values.clone()));
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            if (!field.isEmpty()) {
                add(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
    }

    /**
     * Reads the form to its end.
     *
     * @return null when it has more bytes
     * @throws IllegalArgumentException when it is no form
     */
    static FormInPieces read(HttpServletRequest request, int mostBytes) throws IOException {
        byte[] body = request.getInputStream().readNBytes(mostBytes + 1);
        return body.length > mostBytes
                ? null
                : new FormInPieces(request, new String(body, StandardCharsets.ISO_8859_1));
    }

    private void add(String name, String value) {
        fields.merge(
                name,
                new String[] {value},
                (before, more) -> Stream.of(before, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String getParameter(String name) {
        String[] values = fields.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        return fields.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(fields);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(fields.keySet());
    }
}
