package net.korax.ams.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts in both languages: in step with each other, readable, and there for every key that a page or a refusal names. */
class BundlesTest {

    private static final Path BUSINESS = Path.of("..", "account-ejb", "src", "main");
    private static final Path WEB = Path.of("src", "main");
    private static final Path TEXTS = WEB.resolve(Path.of("resources", "net", "korax", "ams", "web"));
    private static final Path LETTERS = BUSINESS.resolve(Path.of("resources", "mail"));

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");
    private static final List<String> PREFIX_CODES = List.of(".required", ".too-long", ".characters");

    /** Where a page has excluded the other constants before. */
    private static final Set<String> SOME_CONSTANTS = Set.of("execute.closed.*");

    /** A bundle in one language, as its file stands. */
    private record Bundle(String name, String language, Map<String, String> texts, List<String> twice) {

        @Override
        public String toString() {
            return name + "_" + language;
        }
    }

    private static final List<Bundle> BUNDLES =
            Stream.of(TEXTS, LETTERS).flatMap(BundlesTest::read).toList();

    @Test
    void everyBundleHasItsFrenchTwin() {
        Set<String> english = names("en");
        assertEquals(english, names("fr"));
        assertEquals(true, english.size() >= 6, english::toString);
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        for (Bundle english : in("en")) {
            assertEquals(
                    new TreeSet<>(english.texts().keySet()),
                    new TreeSet<>(french(english).texts().keySet()),
                    english.name());
        }
    }

    @Test
    void noKeyStandsTwice() {
        assertEquals(
                List.of(),
                BUNDLES.stream().flatMap(bundle -> bundle.twice().stream()).toList());
    }

    @Test
    void noTextIsEmpty() {
        assertEquals(List.of(), texts((bundle, text) -> text.isBlank() || !text.equals(text.strip())));
    }

    @Test
    void bothLanguagesHaveTheSamePlaces() {
        List<String> differ = new ArrayList<>();
        for (Bundle english : in("en")) {
            english.texts().forEach((key, text) -> {
                String other = french(english).texts().getOrDefault(key, text);
                if (!places(text).equals(places(other))) {
                    differ.add(english.name() + ": " + key);
                }
            });
        }
        assertEquals(List.of(), differ);
    }

    /** A straight apostrophe quotes what follows it in a MessageFormat; a typographic one is only beautiful. */
    @Test
    void apostrophesAreTypographic() {
        assertEquals(List.of(), texts((bundle, text) -> text.contains("'")));
    }

    @Test
    void everyTextTakesItsValues() {
        assertEquals(
                List.of(),
                texts((bundle, text) -> Stream.of(0, 1, 2, 11).anyMatch(value -> {
                    try {
                        Object[] values = {value, value, value, value, value, value, value, value};
                        return new MessageFormat(text, Locale.forLanguageTag(bundle.language()))
                                .format(values)
                                .matches("(?s).*[{}|].*");
                    } catch (IllegalArgumentException malformed) {
                        return true;
                    }
                })));
    }

    @Test
    void lettersHaveASubjectOfOneLine() {
        assertEquals(
                List.of(),
                BUNDLES.stream()
                        .filter(bundle -> bundle.name().equals("letters"))
                        .flatMap(bundle -> bundle.texts().entrySet().stream()
                                .filter(text -> text.getKey().endsWith(".subject"))
                                .filter(text -> text.getValue().lines().count() != 1)
                                .map(text -> bundle + ": " + text.getKey()))
                        .toList());
    }

    @Test
    void everyTextOfAPageExists() throws IOException {
        Map<String, String> variables = variables();
        List<String> missing = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String expression : page.expressions()) {
                variables.forEach((variable, bundle) -> Expression.keys(expression, variable).stream()
                        .filter(key -> !key.isIn(keys(bundle)))
                        .forEach(key -> missing.add(page.tell(variable + "[" + key + "]"))));
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Where a page puts the name of a constant into a key, each constant of that enum has a text, and nothing else has. */
    @Test
    void everyConstantThatAPageShowsHasAText() throws IOException {
        List<Set<String>> enums = enums();
        Map<String, String> variables = variables();
        Set<String> incomplete = new TreeSet<>();
        for (Page page : Page.all()) {
            for (String expression : page.expressions()) {
                variables.forEach((variable, bundle) -> Expression.keys(expression, variable).stream()
                        .filter(Key::open)
                        .filter(key -> !SOME_CONSTANTS.contains(key.toString()))
                        .filter(key -> {
                            Set<String> constants = keys(bundle).stream()
                                    .filter(key::matches)
                                    .map(key::between)
                                    .filter(between -> between.matches("[A-Z][A-Z_]*"))
                                    .collect(Collectors.toSet());
                            return !constants.isEmpty() && enums.stream().noneMatch(constants::containsAll);
                        })
                        .forEach(key -> incomplete.add(page.tell(variable + "[" + key + "]"))));
            }
        }
        assertEquals(Set.of(), incomplete);
    }

    @Test
    void everyTextOfTheCodeExists() {
        List<String> missing = new ArrayList<>();
        for (Call call : Call.in(WEB, "Texts\\.get", "Texts\\.has", "Notices\\.done", "Notices\\.problem")) {
            String bundle = call.argument(0).replace("\"", "");
            Key.ofJava(call.argument(1)).stream()
                    .filter(key -> bundle.matches("[a-z]+") && !key.isIn(keys("messages-" + bundle)))
                    .forEach(key -> missing.add(call + " " + key));
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyLetterExists() {
        List<String> missing = new ArrayList<>();
        for (Call call : Call.in(BUSINESS, "letters\\.write")) {
            for (Key key : Key.ofJava(call.argument(0))) {
                Stream.of(".subject", ".body")
                        .map(part ->
                                new Key(key.beginning() + (key.open() ? "" : part), key.open() ? part : "", key.open()))
                        .filter(part -> !part.isIn(keys("letters")))
                        .forEach(part -> missing.add(call + " " + part));
            }
        }
        for (Call call : Call.in(BUSINESS, "letters\\.word")) {
            Key.ofJava(call.argument(0)).stream()
                    .filter(key -> !key.isIn(keys("letters")))
                    .forEach(key -> missing.add(call + " " + key));
        }
        assertEquals(List.of(), missing);
    }

    /** Each code that the business or a page may throw, and no more places in its text than it has values. */
    @Test
    void everyRefusalHasAText() {
        Map<String, String> refused = bundle("messages-refused").texts();
        List<String> wrong = new ArrayList<>();
        for (Refusal refusal : refusals()) {
            String text = refused.get("refused." + refusal.code());
            if (text == null) {
                wrong.add(refusal + " has no text");
            } else if (places(text).stream().anyMatch(place -> place >= refusal.values())) {
                wrong.add(refusal + " has too few values for its text");
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(true, refusals().size() > 100, "refusals are found at all");
    }

    /** A code that is thrown somewhere, and with how many values. */
    private record Refusal(String code, int values, String where) {

        @Override
        public String toString() {
            return where + " " + code;
        }
    }

    private static List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        for (Path sources : List.of(BUSINESS, WEB)) {
            for (Call call : Call.in(sources, "new Refused", "new InvalidValue")) {
                Key.ofJava(call.argument(0)).stream()
                        .filter(key -> !key.beginning().startsWith("."))
                        .forEach(key -> refusals.add(
                                new Refusal(key.beginning(), call.arguments().size() - 1, call.toString())));
            }
            for (Call call : Call.in(sources, "FreeText\\.(?:of|name|lines|optional)")) {
                String prefix = call.arguments().size() > 2 ? call.argument(2).replace("\"", "") : "codePrefix";
                if (!prefix.equals("codePrefix")) {
                    PREFIX_CODES.stream()
                            .filter(code -> !(call.name().endsWith("optional") && code.equals(".required")))
                            .forEach(code -> refusals.add(
                                    new Refusal(prefix + code, code.equals(".too-long") ? 1 : 0, call.toString())));
                }
            }
        }
        return refusals;
    }

    /** The names of the constants of each enum of business and pages, read from the sources. */
    private static List<Set<String>> enums() throws IOException {
        Pattern declared = Pattern.compile("\\benum \\w+[^{]*\\{([^;{}]*)");
        List<Set<String>> enums = new ArrayList<>();
        for (Path sources : List.of(BUSINESS, WEB)) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String code =
                            withoutParentheses(Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*|@\\w+", ""));
                    declared.matcher(code)
                            .results()
                            .map(found -> Set.of(found.group(1).strip().split("[\\s,]+")))
                            .forEach(enums::add);
                }
            }
        }
        return enums;
    }

    private static String withoutParentheses(String code) {
        String shorter = code.replaceAll("\\([^()]*\\)", "");
        return shorter.equals(code) ? code : withoutParentheses(shorter);
    }

    private static Map<String, String> variables() throws IOException {
        Map<String, String> variables = new TreeMap<>();
        Matcher declared = Pattern.compile("<base-name>[a-z.]*\\.([a-z-]+)</base-name>\\s*<var>(\\w+)</var>")
                .matcher(Files.readString(Page.WEBAPP.resolve(Path.of("WEB-INF", "faces-config.xml"))));
        while (declared.find()) {
            variables.put(declared.group(2), declared.group(1));
        }
        return variables;
    }

    private static Stream<Bundle> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".properties"))
                    .filter(file -> !file.toString().endsWith("_en.properties"))
                    .sorted()
                    .map(BundlesTest::bundle)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Bundle bundle(Path file) {
        String name = file.getFileName().toString().replace(".properties", "");
        boolean french = name.endsWith("_fr");
        List<String> twice = new ArrayList<>();
        java.util.Properties texts = new java.util.Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (containsKey(key)) {
                    twice.add(name + ": " + key);
                }
                return super.put(key, value);
            }
        };
        try (var in = Files.newBufferedReader(file)) {
            texts.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> sorted = new TreeMap<>();
        texts.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
        return new Bundle(name.replaceFirst("_fr$", ""), french ? "fr" : "en", sorted, twice);
    }

    private static Set<String> names(String language) {
        return in(language).stream().map(Bundle::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Bundle> in(String language) {
        return BUNDLES.stream()
                .filter(bundle -> bundle.language().equals(language))
                .toList();
    }

    private static Bundle french(Bundle english) {
        return in("fr").stream()
                .filter(bundle -> bundle.name().equals(english.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Bundle bundle(String name) {
        return in("en").stream()
                .filter(bundle -> bundle.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no bundle " + name));
    }

    private static Set<String> keys(String bundle) {
        return bundle(bundle).texts().keySet();
    }

    private static Set<Integer> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(place -> Integer.valueOf(place.group(1)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<String> texts(BiPredicate<Bundle, String> suspicious) {
        return BUNDLES.stream()
                .flatMap(bundle -> bundle.texts().entrySet().stream()
                        .filter(text -> suspicious.test(bundle, text.getValue()))
                        .map(text -> bundle + ": " + text.getKey()))
                .toList();
    }
}
