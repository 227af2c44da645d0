package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** No page keeps anybody out: axe finds no serious or critical fault against WCAG 2.2 AA, in light and dark, nor when a form has errors. */
@ExtendWith(House.Resolver.class)
class AccessibilityIT {

    private static final List<String> STANDARDS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    /** The forms that can be sent empty, and the button that does it. */
    private static final Map<String, String> FORMS = Map.of(
            "/sign-in.xhtml", "signIn",
            "/staff-sign-in.xhtml", "signIn",
            "/customer/contact.xhtml", "save",
            "/customer/card-add.xhtml", "add",
            "/customer/card.xhtml", "replace",
            "/customer/holder.xhtml", "save",
            "/customer/security.xhtml", "change",
            "/staff/find.xhtml", "find",
            "/staff/record.xhtml", "save");

    @TestFactory
    Stream<DynamicContainer> everyPage_isOpenToAll(House house) {
        List<Pages.Opening> openings = house.openings();
        List<DynamicContainer> all = new ArrayList<>();
        for (String who :
                new TreeSet<>(openings.stream().map(Pages.Opening::who).toList())) {
            Visit[] visit = new Visit[1];
            Stream<DynamicTest> tests = openings.stream()
                    .filter(opening -> opening.who().equals(who))
                    .map(opening -> DynamicTest.dynamicTest(opening.page(), () -> {
                        if (visit[0] == null) {
                            visit[0] = house.as(who, 1280, "en-GB");
                        }
                        look(visit[0], opening);
                    }))
                    .toList()
                    .stream()
                    .onClose(() -> {
                        if (visit[0] != null) {
                            visit[0].close();
                        }
                    });
            all.add(DynamicContainer.dynamicContainer(who.isEmpty() ? "visitor" : who, tests));
        }
        return all.stream();
    }

    private static void look(Visit visit, Pages.Opening opening) {
        visit.open(opening.address());
        assertEquals(List.of(), faults(visit), opening.page());
        String button = FORMS.get(opening.page());
        if (button != null) {
            visit.page()
                    .locator("form:has([id$=':" + button + "']) input:not([type=hidden])")
                    .all()
                    .forEach(field -> {
                        if (field.isEditable()
                                && !"checkbox".equals(field.getAttribute("type"))
                                && !"submit".equals(field.getAttribute("type"))) {
                            field.fill("");
                        }
                    });
            visit.send(button);
            assertFalse(visit.summary().isEmpty(), "an empty form was taken");
            assertEquals(List.of(), faults(visit), opening.page() + " with errors");
        }
    }

    @Test
    void everyStepOfSigningUp_isOpenToAll(House house) {
        try (Newcomer ada = Newcomer.to(house, "Ada").choosing("WEB_HOSTING", "INDIVIDUAL")) {
            Visit visit = ada.visit();
            assertEquals(List.of(), faults(visit), "who");
            visit.send("toLogIn");
            assertEquals(List.of(), faults(visit), "who, with errors");
            ada.tellingWho();
            assertEquals(List.of(), faults(visit), "log-in");
            visit.send("open");
            assertEquals(List.of(), faults(visit), "log-in, with errors");
            ada.choosingLogIn().opening();
            assertEquals(List.of(), faults(visit), "done");
        }
    }

    @Test
    void theDialogThatAsksOnce_isOpenToAll(House house) {
        try (Visit anna = house.customer("anna")) {
            anna.open("/customer/data.xhtml");
            anna.field("close").click();
            anna.waitFor(".ui-confirm-dialog");
            assertEquals(List.of(), faults(anna));
        }
    }

    /** Colours change over a moment, in which they are neither the one nor the other. */
    private static void switchTo(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.evaluate("() => Promise.all(document.getAnimations().filter(any => any instanceof CSSTransition)"
                + ".map(any => any.finished.catch(() => null)))");
    }

    /** What axe finds, in light and in dark. */
    static List<String> faults(Visit visit) {
        Page page = visit.page();
        switchTo(page, ColorScheme.LIGHT);
        List<String> faults = new ArrayList<>(grave(new AxeBuilder(page).withTags(STANDARDS), "light"));
        switchTo(page, ColorScheme.DARK);
        faults.addAll(grave(new AxeBuilder(page).withRules(List.of("color-contrast")), "dark"));
        switchTo(page, ColorScheme.LIGHT);
        return faults;
    }

    private static List<String> grave(AxeBuilder axe, String theme) {
        return axe.analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(rule -> theme + " " + describe(rule))
                .toList();
    }

    private static String describe(Rule rule) {
        return rule.getId() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
