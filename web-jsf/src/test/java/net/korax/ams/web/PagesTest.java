package net.korax.ams.web;

import static net.korax.ams.web.Page.AMS;
import static net.korax.ams.web.Page.FACELETS;
import static net.korax.ams.web.Page.FACES_CORE;
import static net.korax.ams.web.Page.FACES_HTML;
import static net.korax.ams.web.Page.HTML;
import static net.korax.ams.web.Page.OMNIFACES;
import static net.korax.ams.web.Page.PRIMEFACES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What no page may contain and what every page must: the rules of {@code web-jsf/README.md}, read from the files themselves. */
class PagesTest {

    private static final int MOST_LINES = 200;

    private static final List<Page> PAGES = Page.all();

    /** Attributes that a person gets to read. */
    private static final Set<String> SHOWN = Set.of(
            "alt",
            "aria-label",
            "aria-description",
            "aria-roledescription",
            "backLabel",
            "cancelLabel",
            "closeTitle",
            "converterMessage",
            "emailStateText",
            "emptyMessage",
            "feedbackLabel",
            "filterPlaceholder",
            "footerText",
            "header",
            "headerText",
            "hint",
            "itemLabel",
            "label",
            "lead",
            "message",
            "offLabel",
            "onLabel",
            "placeholder",
            "promptLabel",
            "requiredMessage",
            "stateText",
            "summary",
            "text",
            "title",
            "validatorMessage",
            "watermark");

    /** Parameters of templates that a person gets to read. */
    private static final Set<String> SHOWN_PARAMS = Set.of("pageTitle", "areaName", "who", "lead", "text", "label");

    /** They break the content policy, or have a history of holes. */
    private static final Set<String> BANNED = Set.of(
            FACES_CORE + " ajax",
            FACES_HTML + " commandLink",
            FACES_HTML + " outputFormat",
            FACELETS + " debug",
            PRIMEFACES + " dataExporter",
            PRIMEFACES + " editor",
            PRIMEFACES + " fileUpload",
            PRIMEFACES + " imageCropper",
            PRIMEFACES + " log",
            PRIMEFACES + " remoteCommand",
            PRIMEFACES + " terminal",
            PRIMEFACES + " textEditor",
            HTML + " iframe",
            HTML + " object",
            HTML + " embed",
            HTML + " base",
            HTML + " script",
            HTML + " style");

    private static final Set<String> BUTTONS = Set.of("button", "submit", "reset", "image", "hidden");
    private static final Pattern INPUTS =
            Pattern.compile("(input|select|autoComplete|date|password|spinner|textarea|toggle"
                    + "|panField|chips|rating|slider|knob|calendar|keyboard|signature|triState|cascade|tree)[A-Za-z]*");
    private static final Pattern NO_INPUTS =
            Pattern.compile("selectItems?|inputGroup|selectBooleanButton|dateFormat.*");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*:)?//.*|(?:javascript|data):.*");

    @Test
    void noTextStandsInAPage() {
        assertEquals(List.of(), each(page -> page.texts().stream().filter(PagesTest::hasWords)));
    }

    @Test
    void noTextStandsInAnAttribute() {
        assertEquals(
                List.of(),
                attributes((element, attribute) -> isShown(element, attribute) && hasWords(attribute.getValue())));
    }

    @Test
    @Tag("PCI-6.2.4")
    void nothingIsWrittenUnescaped() {
        assertEquals(
                List.of(),
                attributes((element, attribute) -> attribute.getLocalName().matches("(?i).*escape.*")
                        && !attribute.getValue().equals("true")));
    }

    @Test
    void noStyleNorScriptStandsInAPage() {
        assertEquals(
                List.of(),
                attributes((element, attribute) -> attribute.getLocalName().matches("style|on[a-z]+")
                        || attribute.getValue().strip().toLowerCase().startsWith("javascript:")));
    }

    /** Mojarra leaves such an attribute out, MyFaces writes it with nothing in it: {@code hidden=""} hides. */
    @Test
    void noAttributeOfPlainMarkupCanBeNull() {
        assertEquals(
                List.of(),
                attributes((element, attribute) -> HTML.equals(element.getNamespaceURI())
                        && attribute.getValue().matches("(?s).*#\\{[^}]*[?:]\\s*null\\b.*")));
    }

    @Test
    void noBannedComponentIsUsed() {
        assertEquals(
                List.of(),
                each(page -> page.elements().stream()
                        .map(element -> element.getNamespaceURI() + " " + element.getLocalName())
                        .filter(BANNED::contains)));
    }

    @Test
    void includesAreLiteralAndExist() {
        assertEquals(
                List.of(),
                attributes((element, attribute) -> FACELETS.equals(element.getNamespaceURI())
                        && Set.of("src", "template").contains(attribute.getName())
                        && !(attribute.getValue().startsWith("/WEB-INF/") && exists(attribute.getValue()))));
    }

    @Test
    @Tag("PCI-6.4.3")
    @Tag("P01")
    void nothingComesFromElsewhere() {
        assertEquals(
                List.of(),
                attributes((element, attribute) ->
                        ELSEWHERE.matcher(attribute.getValue().strip()).matches()));
    }

    @Test
    @Tag("P01")
    void stylesScriptsAndPicturesStayInThisHouse() throws IOException {
        Pattern address = Pattern.compile("(?i)@import|url\\(\\s*['\"]?\\s*(?:https?:)?//|[\"'`](?:https?:)?//");
        try (Stream<Path> files = Files.walk(Page.WEBAPP.resolve("resources"))) {
            List<String> found = files.filter(file -> file.toString().matches(".*\\.(css|js|svg)"))
                    .filter(file -> address.matcher(read(file).replaceAll("xmlns(:\\w+)?=[\"'][^\"']*[\"']", ""))
                            .find())
                    .map(Path::toString)
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    @Test
    void pagesFitOnAFewScreens() {
        assertEquals(
                List.of(), each(page -> Stream.of(page.text().lines().count()).filter(lines -> lines > MOST_LINES)));
    }

    @Test
    void everyPageUsesATemplate() {
        assertEquals(
                List.of(),
                each(page -> page.isOpenable() || page.isErrorPage()
                        ? Stream.of(page.markup().getDocumentElement())
                                .filter(root -> !Page.is(root, FACELETS, "composition")
                                        || !root.getAttribute("template")
                                                .matches("/WEB-INF/templates/(public|entry|customer|staff)\\.xhtml"))
                                .map(root -> "uses no template")
                        : Stream.of()));
    }

    /** MyFaces gives them to the template alone; what the page reads itself is set where it is read. */
    @Test
    void noPageReadsAParameterThatItGivesToItsTemplate() {
        assertEquals(
                List.of(),
                each(page -> page.elements(FACELETS, "param").stream()
                        .filter(param -> param.getParentNode() == page.markup().getDocumentElement()
                                && page.markup().getDocumentElement().hasAttribute("template"))
                        .map(param -> param.getAttribute("name"))
                        .filter(name -> Pattern.compile("#\\{[^}]*(?<![\\w.'])" + name + "\\b")
                                .matcher(page.text())
                                .find())));
    }

    @Test
    void everyPageHasATitle() {
        assertEquals(
                List.of(),
                each(page -> (page.isOpenable() || page.isErrorPage())
                                && page.elements(FACELETS, "param").stream()
                                        .noneMatch(param ->
                                                param.getAttribute("name").equals("pageTitle"))
                        ? Stream.of("no pageTitle")
                        : Stream.of()));
    }

    @Test
    void everyPageIsInTheNavigation() {
        Set<String> keys = PAGES.stream()
                .flatMap(page -> page.elements(AMS, "navItem").stream())
                .map(item -> item.getAttribute("key"))
                .collect(Collectors.toSet());
        assertEquals(
                List.of(),
                each(page -> page.isOpenable()
                        ? page.elements(FACELETS, "param").stream()
                                .filter(param -> param.getAttribute("name").equals("here"))
                                .map(param -> param.getAttribute("value"))
                                .filter(here -> !keys.contains(here))
                        : Stream.of()));
    }

    /** What one person is shown of it the next one is, too: texts of the house, and what the key tells apart. */
    @Test
    void whatIsWrittenOnce_dependsOnItsKeyAlone() {
        assertEquals(
                List.of(),
                each(page -> page.elements(OMNIFACES, "cache").stream().flatMap(cache -> {
                    List<String> key = Expression.in(cache.getAttribute("key"));
                    return Page.expressionsWithin(cache).stream()
                            .map(expression -> expression
                                    .replaceAll("common\\['[^']*'\\]", "")
                                    .replaceAll(" eq '[^']*'", ""))
                            .filter(rest -> !rest.isBlank() && !key.contains(rest.strip()));
                })));
    }

    @Test
    void whatIsWrittenOnce_isWrittenOnceForEachLanguage_andANavigationForEachPlace() {
        assertEquals(
                List.of(),
                each(page -> page.elements(OMNIFACES, "cache").stream()
                        .filter(cache -> !Expression.in(cache.getAttribute("key"))
                                .containsAll(
                                        cache.getElementsByTagNameNS(AMS, "navItem")
                                                                .getLength()
                                                        > 0
                                                ? List.of("preferences.language", "here")
                                                : List.of("preferences.language")))
                        .map(PagesTest::describe)));
    }

    @Test
    void everyInputHasALabel() {
        assertEquals(
                List.of(),
                each(page -> page.elements().stream()
                        .filter(PagesTest::isInput)
                        .filter(input -> !isLabelled(page, input))
                        .map(PagesTest::describe)));
    }

    @Test
    void whatIsPressedHasAName() {
        assertEquals(
                List.of(),
                each(page -> page.elements().stream()
                        .filter(element -> Page.is(element, HTML, "button") || Page.is(element, HTML, "a"))
                        .filter(element -> element.getTextContent().isBlank()
                                && element.getAttribute("aria-label").isEmpty())
                        .map(PagesTest::describe)));
    }

    @Test
    void noRequestUpdatesEverything() {
        assertEquals(
                List.of(),
                attributes((element, attribute) -> Set.of("update", "render").contains(attribute.getName())
                        && attribute.getValue().contains("@all")));
    }

    /** A tag file is no component: it silently ignores what it does not name, "rendered" among it. */
    @Test
    void ownTagsGetNoAttributeThatTheyDoNotKnow() {
        Map<String, Set<String>> known = new HashMap<>(Map.of(
                "field", Set.of("id", "label", "hint", "optional", "size", "rendered"),
                "panField", Set.of("id", "required", "rendered", "autocomplete"),
                "summary", Set.of("id", "rendered")));
        PAGES.stream()
                .filter(page -> page.path().startsWith("/WEB-INF/tags/"))
                .forEach(tag -> known.put(
                        tag.name(),
                        tag.elements("http://omnifaces.org/ui", "tagAttribute").stream()
                                .map(attribute -> attribute.getAttribute("name"))
                                .collect(Collectors.toSet())));
        assertEquals(
                List.of(),
                attributes((element, attribute) -> AMS.equals(element.getNamespaceURI())
                        && !known.getOrDefault(element.getLocalName(), Set.of()).contains(attribute.getName())));
    }

    @Test
    void everyIconIsDrawn() {
        String drawn = read(Page.WEBAPP.resolve(Path.of("resources", "icons", "icons.svg")));
        Predicate<String> missing = name -> !drawn.contains("id=\"" + name + "\"");
        Function<String, Stream<String>> names = value -> value.contains("#{")
                ? value.startsWith("#{")
                        ? Expression.in(value).stream().flatMap(code -> Expression.shownLiterals(code).stream())
                        : Stream.of()
                : Stream.of(value);
        assertEquals(
                List.of(),
                attributes((element, attribute) -> AMS.equals(element.getNamespaceURI())
                        && attribute.getName().equals(element.getLocalName().equals("icon") ? "name" : "icon")
                        && names.apply(attribute.getValue()).anyMatch(missing)));
    }

    @Test
    void idsAreUniqueWithinAForm() {
        assertEquals(List.of(), each(page -> {
            Set<String> seen = new HashSet<>();
            return page.elements().stream()
                    .filter(element -> !element.getAttribute("id").isEmpty())
                    .map(element -> form(element) + "#" + element.getAttribute("id"))
                    .filter(id -> !seen.add(id));
        }));
    }

    /** As soon as an area has pages at all. */
    @Test
    void linksLeadToPages() {
        Predicate<String> dead = address -> address.matches("/[^#?{}]*\\.xhtml.*")
                && exists(address.substring(0, address.lastIndexOf('/') + 1))
                && !exists(address.replaceFirst("[?#].*", ""));
        assertEquals(
                List.of(),
                attributes(
                        (element, attribute) -> Set.of("href", "back", "page").contains(attribute.getName())
                                && dead.test(attribute.getValue())));
    }

    private static boolean isShown(Element element, Attr attribute) {
        String name = attribute.getLocalName();
        if (Page.is(element, FACELETS, "param")) {
            return name.equals("value") && SHOWN_PARAMS.contains(element.getAttribute("name"));
        }
        boolean component =
                FACES_HTML.equals(element.getNamespaceURI()) || PRIMEFACES.equals(element.getNamespaceURI());
        return SHOWN.contains(name) || (component && name.equals("value"));
    }

    private static boolean hasWords(String text) {
        return Stream.concat(
                        Stream.of(Expression.around(text)),
                        Expression.in(text).stream().flatMap(code -> Expression.shownLiterals(code).stream()))
                .anyMatch(rest -> rest.chars().anyMatch(Character::isLetterOrDigit));
    }

    private static boolean isInput(Element element) {
        String name = element.getLocalName();
        if (HTML.equals(element.getNamespaceURI())) {
            return Set.of("select", "textarea").contains(name)
                    || (name.equals("input") && !BUTTONS.contains(element.getAttribute("type")));
        }
        return Set.of(FACES_HTML, PRIMEFACES, AMS).contains(element.getNamespaceURI())
                && INPUTS.matcher(name).matches()
                && !NO_INPUTS.matcher(name).matches()
                && !name.equals("inputHidden");
    }

    private static boolean isLabelled(Page page, Element input) {
        for (Node around = input.getParentNode(); around instanceof Element outer; around = outer.getParentNode()) {
            if (Page.is(outer, HTML, "label") || Page.is(outer, AMS, "field") && outer.hasAttribute("label")) {
                return true;
            }
        }
        return Page.attributes(input).stream()
                        .anyMatch(attribute -> Set.of("aria-label", "aria-labelledby", "ariaLabel")
                                .contains(attribute.getLocalName()))
                || page.elements().stream()
                        .filter(element -> element.getLocalName().matches("label|outputLabel"))
                        .anyMatch(label -> label.getAttribute("for").equals(input.getAttribute("id")));
    }

    private static String form(Element element) {
        for (Node around = element.getParentNode(); around instanceof Element outer; around = outer.getParentNode()) {
            if (Page.is(outer, FACES_HTML, "form")) {
                return outer.getAttribute("id");
            }
        }
        return "";
    }

    private static boolean exists(String path) {
        return Files.exists(Page.WEBAPP.resolve(path.substring(1)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String describe(Element element) {
        return "<" + element.getNodeName() + " id=\"" + element.getAttribute("id") + "\">";
    }

    private static List<String> each(Function<Page, Stream<?>> findings) {
        return PAGES.stream()
                .flatMap(page -> findings.apply(page).map(page::tell))
                .toList();
    }

    private interface Suspicion {
        boolean falls(Element element, Attr attribute);
    }

    private static List<String> attributes(Suspicion suspicion) {
        return each(page -> page.elements().stream()
                .flatMap(element -> Page.attributes(element).stream()
                        .filter(attribute -> suspicion.falls(element, attribute))
                        .map(attribute -> "<" + element.getNodeName() + " " + attribute + ">")));
    }
}
