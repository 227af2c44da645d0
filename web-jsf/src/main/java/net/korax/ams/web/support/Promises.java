package net.korax.ams.web.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The promises of the privacy statement as a list of their ids, with the tests that hold each of them up and what became of those when all
 * ran last; the texts stand in {@code messages-public}. The list is made by the build.
 */
@Named
@ApplicationScoped
public class Promises {

    private static final String LIST = "promises.properties";
    private static final int COUNT = 22;

    private static final List<String> IDS = IntStream.rangeClosed(1, COUNT)
            .mapToObj(number -> String.format(Locale.ROOT, "P%02d", number))
            .toList();

    private final Properties results = new Properties();

    /** With the list of the EAR. */
    public Promises() {
        try (InputStream list = Promises.class.getResourceAsStream(LIST)) {
            results.load(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** P01 to P22, in the order of the statement. */
    public List<String> getIds() {
        return IDS;
    }

    /** What was tried, in English sentences, by the name of the test. */
    public List<PromiseTest> tests(String promise) {
        return new TreeSet<>(results.stringPropertyNames())
                .stream()
                        .filter(line -> line.startsWith(promise + "."))
                        .map(line -> PromiseTest.of(line, results.getProperty(line)))
                        .toList();
    }

    /** How many of them held. */
    public long passed(String promise) {
        return tests(promise).stream().filter(PromiseTest::passed).count();
    }
}
