package net.korax.ams.logging;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * One record, one line, one object of JSON, the same on every server: {@code at} (UTC), {@code level}, {@code logger}, {@code request}
 * (the number, where one is served), {@code text}, and {@code failure}, the classes and places of an exception. The text of an
 * exception may repeat what a person typed and is left out. Nothing that was typed can begin a line: signs that control are escaped.
 */
final class JsonLines extends Formatter {

    private static final int PLACES = 12;
    private static final int CAUSES = 8;

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder("{");
        member(line, "at", record.getInstant().toString());
        member(line, "level", record.getLevel().getName());
        member(line, "logger", String.valueOf(record.getLoggerName()));
        RequestNumber.current().ifPresent(number -> member(line, "request", number));
        member(line, "text", String.valueOf(new SimpleFormatter().formatMessage(record)));
        if (record.getThrown() != null) {
            member(line, "failure", places(record.getThrown()));
        }
        return line.append("}\n").toString();
    }

    private static String places(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < CAUSES; i++, cause = cause.getCause()) {
            text.append(i == 0 ? "" : "\n").append(cause.getClass().getName());
            StackTraceElement[] places = cause.getStackTrace();
            for (int place = 0; place < Math.min(PLACES, places.length); place++) {
                text.append("\n at ").append(places[place]);
            }
        }
        return text.toString();
    }

    private static void member(StringBuilder line, String name, String value) {
        line.append(line.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
        value.chars().forEach(sign -> {
            switch (sign) {
                case '"', '\\' -> line.append('\\').append((char) sign);
                case '\n' -> line.append("\\n");
                default -> {
                    if (Character.isISOControl(sign) || sign == '\u2028' || sign == '\u2029') {
                        line.append(String.format("\\u%04x", sign));
                    } else {
                        line.append((char) sign);
                    }
                }
            }
        });
        line.append('"');
    }
}
