package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Runs when all other tests of all modules have run: each test that a promise of the privacy statement rests on has passed, and the EAR
 * says so. With {@code -Dams.write=true} it writes into the list what became of them.
 */
class PromisesHeld {

    private static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final Path PROJECT = Path.of(System.getProperty("ams.project"));
    private static final Path LIST =
            PROJECT.resolve("web-jsf/src/main/resources/net/korax/ams/web/support/promises.properties");

    /** By class and by method, with the names of the list. */
    private final Map<String, String> results = new TreeMap<>();

    @Test
    void everyTestThatAPromiseRestsOn_hasPassed() throws IOException, ParserConfigurationException, SAXException {
        for (String module : List.of("account-ejb", "web-jsf", "server-config", "ear")) {
            for (String reports : List.of("surefire-reports", "failsafe-reports")) {
                readAll(PROJECT.resolve(module).resolve("target").resolve(reports));
            }
        }
        Map<String, String> listed = listed();
        Map<String, String> now = new TreeMap<>();
        listed.forEach((line, before) -> now.put(line, results.getOrDefault(line.substring(4), "not run")));
        if (Boolean.getBoolean("ams.write")) {
            List<String> lines = now.entrySet().stream()
                    .map(line -> line.getKey() + "=" + line.getValue())
                    .toList();
            Files.write(LIST, lines);
            listed = now;
        }
        Map<String, String> broken = new TreeMap<>(now);
        broken.values().removeIf(PASSED::equals);
        assertEquals(Map.of(), broken, "promises that are not kept");
        assertEquals(now, listed, "promises.properties says otherwise; write it anew with -Dams.write=true");
    }

    private static Map<String, String> listed() throws IOException {
        Properties list = new Properties();
        try (Reader file = Files.newBufferedReader(LIST)) {
            list.load(file);
        }
        Map<String, String> listed = new TreeMap<>();
        list.forEach((line, result) -> listed.put((String) line, (String) result));
        return listed;
    }

    private void readAll(Path reports) throws IOException, ParserConfigurationException, SAXException {
        if (!Files.isDirectory(reports)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (Path file : files) {
                read(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("testcase"));
            }
        }
    }

    private void read(NodeList cases) {
        for (int at = 0; at < cases.getLength(); at++) {
            Element one = (Element) cases.item(at);
            String type = one.getAttribute("classname").replaceFirst("^net\\.korax\\.ams\\.", "");
            String result = List.of("failure", "error", "skipped").stream()
                            .allMatch(way -> one.getElementsByTagName(way).getLength() == 0)
                    ? PASSED
                    : FAILED;
            results.merge(type, result, PromisesHeld::worse);
            results.merge(
                    type + "." + one.getAttribute("name").replaceFirst("[(\\[].*", ""), result, PromisesHeld::worse);
        }
    }

    private static String worse(String one, String other) {
        return one.equals(PASSED) ? other : one;
    }
}
