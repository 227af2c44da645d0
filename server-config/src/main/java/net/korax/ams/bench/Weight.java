package net.korax.ams.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What a page weighs on the wire, compressed as a browser asks for it.
 *
 * @param page bytes of the page itself
 * @param resources bytes of the style sheets, scripts and pictures that it names
 * @param requests with which it is there on a first visit
 * @param again requests of a second visit: the page, and what may not be kept
 */
record Weight(String path, int page, int resources, int requests, int again) {

    private static final Pattern NAMED =
            Pattern.compile("<(?:link|script|img|use|image)\\b[^>]*?\\b(?:href|src)=\"(/[^\"#]+)[^\"]*\"");
    private static final Pattern KEPT = Pattern.compile("max-age=([0-9]+)");
    private static final int DAY = 86_400;
    private static final double KB = 1024;

    static Weight of(Browser visitor, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> page = visitor.bytes(path);
        Set<String> named = new LinkedHashSet<>();
        Matcher matcher = NAMED.matcher(new String(plain(page), StandardCharsets.UTF_8));
        while (matcher.find()) {
            named.add(matcher.group(1).replace("&amp;", "&"));
        }
        int bytes = 0;
        int again = 1;
        for (String resource : named) {
            HttpResponse<byte[]> answer = visitor.bytes(resource);
            bytes += answer.body().length;
            again += isKept(answer) ? 0 : 1;
        }
        return new Weight(path, page.body().length, bytes, 1 + named.size(), again);
    }

    private static boolean isKept(HttpResponse<?> answer) {
        Matcher age = KEPT.matcher(answer.headers().firstValue("Cache-Control").orElse(""));
        return age.find() && Long.parseLong(age.group(1)) >= DAY;
    }

    private static byte[] plain(HttpResponse<byte[]> answer) throws IOException {
        if (answer.headers().firstValue("Content-Encoding").orElse("").contains("gzip")) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                return in.readAllBytes();
            }
        }
        return answer.body();
    }

    Figure figure() {
        return Figure.of(
                path,
                "%.1f KB the page, %.1f KB what it names, %d requests on a first visit, %d after",
                page / KB,
                resources / KB,
                requests,
                again);
    }

    /** What the page of the door is to keep, in all. */
    Figure door(int kilobytes, int first, int later) {
        return figure().wanted(
                        page + resources <= kilobytes * KB && requests <= first && again <= later,
                        "at most %d KB and %d requests, %d after",
                        kilobytes,
                        first,
                        later);
    }

    /** What a page behind the door is to keep by itself. */
    Figure inside(int kilobytes) {
        return figure().wanted(page <= kilobytes * KB, "the page at most %d KB", kilobytes);
    }
}
