package net.korax.ams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tests of all modules bear which tag, read from their sources. */
final class TaggedTests {

    static final Path ROOT = Path.of("..");

    private static final Pattern PACKAGE = Pattern.compile("^package net\\.korax\\.ams(?:\\.(.+))?;$");
    private static final Pattern TAG = Pattern.compile("^ *@Tag\\(\"([^\"]+)\"\\)$");
    private static final Pattern CLASS = Pattern.compile("^(?:public |final |abstract )*class (\\w+).*");
    private static final Pattern METHOD = Pattern.compile("^    (?:\\w+ )*void (\\w+)\\(.*");

    private static final Pattern TEST = Pattern.compile("^    @(?:Test|ParameterizedTest)\\b.*");

    private final Map<String, Set<String>> tests = new TreeMap<>();
    private final Map<String, Set<String>> methods = new TreeMap<>();
    private final List<String> tags = new ArrayList<>();
    private String type = "";

    private TaggedTests() {}

    /**
     * By what follows the prefix in the tag: the names of the tests from the package {@code net.korax.ams} on. A tag above a class stands
     * for all of its tests, as {@code charge.ChargeIT}; one above a method for it alone, as {@code charge.ChargeIT.secondTry_isOneCharge}.
     */
    static Map<String, Set<String>> of(String prefix) throws IOException {
        TaggedTests found = read();
        Map<String, Set<String>> chosen = new TreeMap<>();
        found.tests.forEach((tag, of) -> {
            if (tag.startsWith(prefix)) {
                chosen.put(tag.substring(prefix.length()), of);
            }
        });
        return chosen;
    }

    /** The same with the tests of a tagged class in its place. */
    static Map<String, Set<String>> eachOf(String prefix) throws IOException {
        Map<String, Set<String>> methods = read().methods;
        Map<String, Set<String>> chosen = of(prefix);
        chosen.replaceAll((tag, of) -> of.stream()
                .flatMap(test -> methods.getOrDefault(test, Set.of(test)).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        return chosen;
    }

    /** Names of tests as they stand in a cell of a table in Markdown. */
    static String cell(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining("<br>"));
    }

    private static TaggedTests read() throws IOException {
        TaggedTests found = new TaggedTests();
        for (Path source : sources()) {
            found.collect(Files.readAllLines(source));
        }
        return found;
    }

    private void collect(List<String> lines) {
        String within = "";
        boolean isTest = false;
        for (String line : lines) {
            Matcher opened = PACKAGE.matcher(line);
            Matcher tag = TAG.matcher(line);
            Matcher begun = CLASS.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (opened.matches()) {
                within = opened.group(1) == null ? "" : opened.group(1) + ".";
            } else if (tag.matches()) {
                tags.add(tag.group(1));
            } else if (TEST.matcher(line).matches()) {
                isTest = true;
            } else if (begun.matches()) {
                type = within + begun.group(1);
                note(type);
            } else if (method.matches()) {
                String name = type + "." + method.group(1);
                note(name);
                if (isTest) {
                    methods.computeIfAbsent(type, first -> new TreeSet<>()).add(name);
                }
                isTest = false;
            }
        }
    }

    private void note(String test) {
        tags.forEach(tag -> tests.computeIfAbsent(tag, first -> new TreeSet<>()).add(test));
        tags.clear();
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("account-ejb", "web-jsf", "ear", "server-config")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }
}
