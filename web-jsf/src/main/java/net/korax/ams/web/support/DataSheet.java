package net.korax.ams.web.support;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.korax.ams.shared.Money;

/**
 * The copy of one's own data on paper: the same JSON that stands beside it, read record by record, in words. Of an id there is its beginning.
 * What the sheet has no words for stands as it is written in the JSON.
 */
public final class DataSheet {

    private static final int LEFT = 56;
    private static final int RIGHT = Pdf.WIDTH - LEFT;
    private static final int VALUES = LEFT + 150;
    private static final int TOP = Pdf.HEIGHT - 70;
    private static final int LOWEST = 70;
    private static final int LINE = 13;
    private static final double SIZE = 9.5;
    private static final int SHORT_ID = 8;
    private static final String MINOR = "_minor";

    /** Fields whose values are words of ours, in capitals; any other text is somebody's own. */
    private static final Set<String> CODED = Set.of(
            "kind",
            "service",
            "status",
            "language",
            "coverage",
            "email_state",
            "roles",
            "state",
            "identity_check",
            "operation",
            "channel",
            "field",
            "whose",
            "reason",
            "by",
            "device",
            "end_reason",
            "change",
            "outcome",
            "trouble",
            "data");

    private final JsonParser json;
    private final Locale locale;
    private final Pdf pdf;
    private final List<String> empty = new ArrayList<>();
    private int page = 1;
    private double y = TOP;

    private DataSheet(JsonParser json, Locale locale, Pdf pdf) {
        this.json = json;
        this.locale = locale;
        this.pdf = pdf;
    }

    /**
     * @param copy the JSON; stays open
     * @param asked when it was asked for
     * @param out where the PDF goes; stays open
     */
    public static void write(InputStream copy, Instant asked, Locale locale, OutputStream out) {
        try (JsonParser json = Json.createParser(copy);
                Pdf pdf = new Pdf(out, Texts.get("customer", locale, "copy.sheet.title"))) {
            new DataSheet(json, locale, pdf).draw(asked);
        }
    }

    private void draw(Instant asked) {
        pdf.text(LEFT, y, 20, true, text("copy.sheet.title"));
        y -= 26;
        paragraph(Texts.get("customer", locale, "copy.sheet.asked", moment(asked)));
        paragraph(text("copy.sheet.what"));
        paragraph(Texts.get("customer", locale, "copy.sheet.signs", Pdf.UNDRAWN));
        while (json.hasNext()) {
            if (json.next() == JsonParser.Event.KEY_NAME) {
                section(json.getString(), json.next());
            }
        }
        if (!empty.isEmpty()) {
            heading(text("copy.sheet.nothing"));
            paragraph(String.join("  ·  ", empty));
        }
        foot();
    }

    private void section(String name, JsonParser.Event begun) {
        if (!Texts.has("customer", "copy.section." + name)) {
            return;
        }
        boolean list = begun == JsonParser.Event.START_ARRAY;
        boolean any = (list ? json.next() : begun) == JsonParser.Event.START_OBJECT;
        if (!any) {
            empty.add(text("copy.section." + name));
            return;
        }
        heading(text("copy.section." + name));
        if (list) {
            do {
                entry(record());
            } while (json.next() == JsonParser.Event.START_OBJECT);
        } else {
            record().forEach(this::fact);
        }
    }

    private void heading(String title) {
        room(5);
        y -= 16;
        pdf.text(LEFT, y, 13, true, title);
        pdf.line(LEFT, y - 5, RIGHT - LEFT);
        y -= LINE + 9;
    }

    /** The record that has begun: labels and values in words, without what is not there. */
    private Map<String, String> record() {
        Map<String, Object> raw = new LinkedHashMap<>();
        String name = null;
        JsonParser.Event event = json.next();
        while (event != JsonParser.Event.END_OBJECT) {
            switch (event) {
                case KEY_NAME -> name = json.getString();
                case START_ARRAY -> raw.put(name, changes());
                case VALUE_TRUE, VALUE_FALSE -> raw.put(name, text("copy.value." + event.name()));
                case VALUE_STRING, VALUE_NUMBER -> raw.put(name, json.getString());
                default -> {}
            }
            event = json.next();
        }
        Map<String, String> words = new LinkedHashMap<>();
        raw.forEach((field, value) -> say(words, raw, field, value.toString()));
        return words;
    }

    private void say(Map<String, String> words, Map<String, Object> raw, String field, String value) {
        boolean otherLanguage = field.matches(".*_(en|fr)") && !field.endsWith("_" + locale.getLanguage());
        if (otherLanguage || field.equals("currency") || value.isEmpty()) {
            return;
        }
        String label = label(field);
        if (field.endsWith(MINOR)) {
            words.put(
                    label,
                    Money.of(Long.parseLong(value), raw.get("currency").toString())
                            .format(locale));
        } else {
            words.put(label, value(field, value));
        }
    }

    private String value(String field, String value) {
        if (CODED.contains(field)) {
            return coded(value);
        }
        if (value.matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z")) {
            return moment(Instant.parse(value));
        }
        return value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? value.substring(0, SHORT_ID) : value;
    }

    private String coded(String value) {
        if (Texts.has("operator", "operation." + value)) {
            return Texts.get("operator", locale, "operation." + value);
        }
        List<String> words = new ArrayList<>();
        for (String word : value.split(" ")) {
            words.add(Texts.has("customer", "copy.value." + word) ? text("copy.value." + word) : word);
        }
        return String.join(", ", words);
    }

    private String label(String field) {
        String key = "copy.field." + field.replaceAll("_(minor|en|fr)$", "");
        return Texts.has("customer", key) ? text(key) : field;
    }

    private String changes() {
        List<String> said = new ArrayList<>();
        while (json.next() == JsonParser.Event.START_OBJECT) {
            Map<String, String> one = new LinkedHashMap<>();
            String name = null;
            JsonParser.Event event = json.next();
            while (event != JsonParser.Event.END_OBJECT) {
                if (event == JsonParser.Event.KEY_NAME) {
                    name = json.getString();
                } else if (event == JsonParser.Event.VALUE_STRING) {
                    one.put(name, json.getString());
                }
                event = json.next();
            }
            String after = one.getOrDefault("after", "–");
            String before = one.get("before");
            said.add(pair(label(one.get("field").replace('-', '_')), before == null ? after : before + " › " + after));
        }
        return String.join("; ", said);
    }

    private void fact(String label, String value) {
        List<String> lines = Pdf.lines(value, SIZE, false, RIGHT - VALUES);
        room(1);
        pdf.text(LEFT, y, SIZE, true, label);
        for (String line : lines) {
            room(1);
            pdf.text(VALUES, y, SIZE, false, line);
            y -= LINE;
        }
        y -= 2;
    }

    /** What tells records apart in bold, and the rest below it. */
    private void entry(Map<String, String> record) {
        String id = label("id");
        String head = record.keySet().stream()
                .filter(label -> !label.equals(id))
                .findFirst()
                .orElse(id);
        List<String> rest = new ArrayList<>();
        record.forEach((label, value) -> {
            if (!label.equals(head) && !label.equals(id)) {
                rest.add(pair(label, value));
            }
        });
        if (record.containsKey(id) && !head.equals(id)) {
            rest.add(pair(id, record.get(id)));
        }
        room(3);
        for (String line : Pdf.lines(record.getOrDefault(head, "–"), SIZE, true, RIGHT - LEFT)) {
            pdf.text(LEFT, y, SIZE, true, line);
            y -= LINE;
        }
        for (String line :
                rest.isEmpty() ? List.<String>of() : Pdf.lines(String.join("  ·  ", rest), SIZE, false, RIGHT - LEFT)) {
            room(1);
            pdf.text(LEFT, y, SIZE, false, line);
            y -= LINE;
        }
        y -= 5;
    }

    private void paragraph(String words) {
        for (String line : Pdf.lines(words, SIZE, false, RIGHT - LEFT)) {
            pdf.text(LEFT, y, SIZE, false, line);
            y -= LINE;
        }
        y -= 5;
    }

    /** Goes on with the next page when there is no room for so many lines. */
    private void room(int lines) {
        if (y - lines * LINE < LOWEST) {
            foot();
            pdf.page();
            page++;
            y = TOP;
        }
    }

    private void foot() {
        pdf.line(LEFT, LOWEST - 20, RIGHT - LEFT);
        pdf.text(LEFT, LOWEST - 34, 8, false, text("copy.sheet.title"));
        pdf.textTo(RIGHT, LOWEST - 34, 8, Texts.get("customer", locale, "copy.sheet.page", page));
    }

    private String moment(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(moment.atZone(ZoneOffset.UTC))
                + " UTC";
    }

    private String pair(String label, String value) {
        return Texts.get("customer", locale, "copy.sheet.pair", label, value);
    }

    private String text(String key) {
        return Texts.get("customer", locale, key);
    }
}
