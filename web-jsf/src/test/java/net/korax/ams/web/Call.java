package net.korax.ams.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A call in the sources with its arguments as they are written. */
record Call(String file, String name, List<String> arguments) {

    /** All calls, below a folder, of methods and constructors with these names (patterns). */
    static List<Call> in(Path folder, String... names) {
        Pattern calls = Pattern.compile("\\b(" + String.join("|", names) + ")\\(");
        List<Call> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String source = Files.readString(file);
                Matcher call = calls.matcher(source);
                while (call.find()) {
                    found.add(new Call(file.getFileName().toString(), call.group(1), arguments(source, call.end())));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    String argument(int index) {
        return arguments.get(index);
    }

    @Override
    public String toString() {
        return file + " " + name;
    }

    private static List<String> arguments(String source, int from) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int at = from; ; at++) {
            char sign = source.charAt(at);
            quoted ^= sign == '"' && source.charAt(at - 1) != '\\';
            if (!quoted && depth == 0 && (sign == ',' || sign == ')')) {
                if (!argument.toString().isBlank()) {
                    arguments.add(argument.toString().strip());
                }
                argument.setLength(0);
                if (sign == ')') {
                    return arguments;
                }
                continue;
            }
            if (!quoted) {
                depth += "([{".indexOf(sign) >= 0 ? 1 : ")]}".indexOf(sign) >= 0 ? -1 : 0;
            }
            argument.append(sign);
        }
    }
}
