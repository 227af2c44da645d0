package net.korax.ams.web.support;

import java.util.Locale;

/**
 * A test that holds up a promise.
 *
 * @param sentence what it shows, in English
 * @param passed whether it did when all tests ran last
 */
public record PromiseTest(String sentence, boolean passed) {

    /** @param line {@code P13.contact.CoverageIT.removingTheOnlyContact_isRefused} */
    static PromiseTest of(String line, String result) {
        String words = line.substring(line.lastIndexOf('.') + 1)
                .replace("_and", ", and")
                .replace('_', ' ')
                .replaceAll("(?<=[a-z,])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .replaceAll(" +", " ")
                .toLowerCase(Locale.ROOT);
        String sentence = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
        return new PromiseTest(sentence, "passed".equals(result));
    }
}
