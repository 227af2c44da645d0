package net.korax.ams.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code #{...}} in the text of a page as far as tests need it: where it stands, and which texts it names. */
final class Expression {

    private static final Pattern LITERAL = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");

    private Expression() {}

    /** What stands between the braces of each expression, in their order. */
    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        for (int[] span : spans(text)) {
            found.add(text.substring(span[0] + 2, span[1] - 1));
        }
        return found;
    }

    /** The text without its expressions: what a person would read in every language. */
    static String around(String text) {
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (int[] span : spans(text)) {
            rest.append(text, from, span[0]).append(' ');
            from = span[1];
        }
        return rest.append(text.substring(from)).toString();
    }

    /** Literals that an expression may show as they are: those that are neither keys of something nor compared with. */
    static List<String> shownLiterals(String expression) {
        String code = expression;
        String before;
        do {
            before = code;
            code = code.replaceAll("\\[[^\\[\\]]*\\]", "");
        } while (!before.equals(code));
        List<String> shown = new ArrayList<>();
        Matcher literal = LITERAL.matcher(code);
        while (literal.find()) {
            if (!isCompared(code, literal)) {
                shown.add(literal.group(1));
            }
        }
        return shown;
    }

    /** The keys that an expression takes from the bundle of a name. */
    static List<Key> keys(String expression, String bundle) {
        List<Key> keys = new ArrayList<>();
        Matcher use = Pattern.compile("\\b" + bundle + "\\[").matcher(expression);
        while (use.find()) {
            keys.addAll(Key.ofPage(bracket(expression, use.end())));
        }
        return keys;
    }

    /** Every literal of an expression. */
    static List<String> literals(String expression) {
        return LITERAL.matcher(expression)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static boolean isCompared(String code, Matcher literal) {
        String before = code.substring(0, literal.start()).stripTrailing();
        String after = code.substring(literal.end()).stripLeading();
        return before.matches("(?s).*(\\beq|\\bne|==|!=)") || after.matches("(?s)(eq\\b|ne\\b|==|!=).*");
    }

    private static String bracket(String text, int from) {
        int depth = 1;
        int at = from;
        while (at < text.length() && depth > 0) {
            depth += text.charAt(at) == '[' ? 1 : text.charAt(at) == ']' ? -1 : 0;
            at++;
        }
        return text.substring(from, at - 1);
    }

    private static List<int[]> spans(String text) {
        List<int[]> spans = new ArrayList<>();
        int from = text.indexOf("#{");
        while (from >= 0) {
            int at = from + 2;
            boolean quoted = false;
            while (at < text.length() && (quoted || text.charAt(at) != '}')) {
                quoted ^= text.charAt(at) == '\'';
                at++;
            }
            spans.add(new int[] {from, Math.min(at + 1, text.length())});
            from = text.indexOf("#{", at);
        }
        return spans;
    }
}
