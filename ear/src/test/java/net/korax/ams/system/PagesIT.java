package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every page, for whoever it is, in both languages, wide and narrow, is whole, quiet and light. */
@ExtendWith(House.Resolver.class)
class PagesIT {

    private static final Path PICTURES = Path.of(System.getProperty("ams.pictures", "target/pictures"));
    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final int MOST_BYTES = 200 * 1024;
    private static final int MOST_REQUESTS = 15;
    private static final Map<String, String> LANGUAGES = Map.of("en", "en-GB", "fr", "fr-CH");

    @TestFactory
    Stream<DynamicContainer> everyPage_isWhole(House house) {
        List<Pages.Opening> openings = house.openings();
        List<DynamicContainer> all = new ArrayList<>();
        for (String language : new TreeSet<>(LANGUAGES.keySet())) {
            for (String who :
                    new TreeSet<>(openings.stream().map(Pages.Opening::who).toList())) {
                all.add(DynamicContainer.dynamicContainer(
                        language + " " + who,
                        tests(
                                house,
                                language,
                                who,
                                openings.stream()
                                        .filter(any -> any.who().equals(who))
                                        .toList())));
            }
        }
        return all.stream();
    }

    /** One window for all pages of a person, closed after the last. */
    private static Stream<DynamicTest> tests(House house, String language, String who, List<Pages.Opening> openings) {
        Visit[] visit = new Visit[1];
        List<DynamicTest> tests = new ArrayList<>();
        for (Pages.Opening opening : openings) {
            tests.add(DynamicTest.dynamicTest(opening.page(), () -> {
                if (visit[0] == null) {
                    visit[0] = house.as(who, WIDE, LANGUAGES.get(language));
                }
                look(visit[0], opening, language);
            }));
        }
        return tests.stream().onClose(() -> {
            if (visit[0] != null) {
                visit[0].close();
            }
        });
    }

    private static void look(Visit visit, Pages.Opening opening, String language) {
        Page page = visit.page();
        page.setViewportSize(WIDE, 900);
        int complaints = visit.complaints().size();
        int status = visit.open(opening.address());
        visit.open(opening.address());
        Weight weight = Weight.of(page);
        List<Boolean> overflows = new ArrayList<>();
        for (int width : new int[] {WIDE, NARROW}) {
            page.setViewportSize(width, 900);
            overflows.add((Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth"));
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(opening.fileName() + "-" + language + "-" + width + ".png")));
        }
        String text = visit.text();
        assertAll(
                opening.page(),
                () -> assertEquals(opening.page().equals("/fault.xhtml") ? 404 : 200, status),
                () -> assertEquals(opening.address(), page.url().replaceFirst("https://[^/]+", "")),
                () -> assertEquals(
                        List.of(),
                        visit.complaints()
                                .subList(complaints, visit.complaints().size())),
                () -> assertEquals(language, page.locator("html").getAttribute("lang")),
                () -> assertFalse(text.contains("???"), "a raw key stands in the text: " + text),
                () -> assertFalse(overflows.get(0), "wider than the window at " + WIDE),
                () -> assertFalse(overflows.get(1), "wider than the window at " + NARROW),
                () -> assertTrue(weight.requests() <= MOST_REQUESTS, weight.requests() + " requests on a warm cache"),
                () -> assertTrue(weight.bytes() <= MOST_BYTES, weight.bytes() + " bytes on a warm cache"),
                () -> assertEquals(List.of(), weight.foreign(), "from somewhere else"));
    }

    /** What a page that was seen before takes over the wire. */
    private record Weight(int requests, long bytes, List<String> foreign) {

        @SuppressWarnings("unchecked")
        static Weight of(Page page) {
            Map<String, Object> measured = (Map<String, Object>) page.evaluate("""
                    () => {
                      const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                      const sent = all.filter(entry => entry.transferSize > 0);
                      return {
                        requests: sent.length,
                        bytes: sent.reduce((sum, entry) => sum + entry.transferSize, 0),
                        foreign: all.map(entry => entry.name).filter(name => !name.startsWith(location.origin + '/')),
                      };
                    }""");
            return new Weight(
                    ((Number) measured.get("requests")).intValue(),
                    ((Number) measured.get("bytes")).longValue(),
                    (List<String>) measured.get("foreign"));
        }
    }
}
