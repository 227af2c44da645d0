package net.korax.ams.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a text as the code names it: whole, or by its beginning and end where what lies between comes at run time.
 *
 * @param open whether something comes between
 */
record Key(String beginning, String end, boolean open) {

    private static final Pattern LITERAL = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");
    private static final Pattern NEXT =
            Pattern.compile("\\s*\\+=\\s*(?:'([^']*)'|((?:[\\w.:]|\\((?:[^()]|\\([^()]*\\))*\\))+))");
    /** The end of a choice in parentheses to which something is added. */
    private static final Pattern CHOSEN = Pattern.compile("\\s*(?::\\s*'[^']*'\\s*)?\\)\\s*\\+=");

    private static final Pattern JAVA_LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Key whole(String key) {
        return new Key(key, "", false);
    }

    static Key beginning(String beginning) {
        return new Key(beginning, "", true);
    }

    /** The keys in the brackets of {@code bundle[...]}: literals, choices between them, chains of {@code +=}. */
    static List<Key> ofPage(String code) {
        List<Key> keys = new ArrayList<>();
        Matcher literal = LITERAL.matcher(code);
        int from = 0;
        while (literal.find(from)) {
            from = literal.end();
            if (Expression.isCompared(code, literal)) {
                continue;
            }
            StringBuilder beginning = new StringBuilder(literal.group(1));
            String end = "";
            boolean open = false;
            Matcher next = NEXT.matcher(code).region(from, code.length());
            while (next.lookingAt()) {
                if (next.group(1) == null) {
                    open = true;
                    end = "";
                } else if (open) {
                    end += next.group(1);
                } else {
                    beginning.append(next.group(1));
                }
                from = next.end();
                next.region(from, code.length());
            }
            boolean chosen = CHOSEN.matcher(code).region(from, code.length()).lookingAt();
            keys.add(new Key(beginning.toString(), end, open || chosen));
        }
        return keys;
    }

    /** The keys in an argument of a Java call: literals, choices between them, sums; not what stands in parentheses. */
    static List<Key> ofJava(String code) {
        List<Key> keys = new ArrayList<>();
        Matcher literal = JAVA_LITERAL.matcher(code);
        while (literal.find()) {
            String before = code.substring(0, literal.start()).stripTrailing();
            String after = code.substring(literal.end()).stripLeading();
            boolean compared = before.matches("(?s).*[!=]=") || after.matches("(?s)(\\.equals|[!=]=).*");
            boolean nested = before.chars().filter(sign -> sign == '(').count()
                    > before.chars().filter(sign -> sign == ')').count();
            if (!compared && !nested && !before.endsWith("+")) {
                keys.add(new Key(literal.group(1), "", after.startsWith("+")));
            }
        }
        return keys;
    }

    boolean isIn(Set<String> keys) {
        return open ? keys.stream().anyMatch(this::matches) : keys.contains(beginning);
    }

    boolean matches(String key) {
        return open
                ? key.startsWith(beginning) && key.endsWith(end) && key.length() > beginning.length() + end.length()
                : key.equals(beginning);
    }

    /** What lies between in one of the keys that match. */
    String between(String key) {
        return key.substring(beginning.length(), key.length() - end.length());
    }

    @Override
    public String toString() {
        return open ? beginning + "*" + end : beginning;
    }
}
