package net.korax.ams.export;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.korax.ams.person.BeforeAfter;
import net.korax.ams.person.PersonSeal;

/**
 * A page of rows of one section as a piece of JSON: the pieces one after another are the document that docs/export.md describes. What is
 * sealed is opened here.
 *
 * @param first whether nothing of the section stands before it
 * @param last whether nothing of it follows
 * @param names of cards or passkeys, by their ids
 */
record Page(ExportMap.Section section, List<Holdings.Row> rows, boolean first, boolean last, Map<UUID, String> names) {

    /** Of the document's form; goes up when a reader of the one before would not understand it. */
    static final int VERSION = 1;

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    String json(PersonSeal.Opened seal) {
        StringBuilder text = new StringBuilder();
        if (first) {
            text.append(opening());
        }
        for (int row = 0; row < rows.size(); row++) {
            text.append(first && row == 0 ? "" : ",").append(section.one() ? "" : "\n  ");
            text.append(object(rows.get(row), seal));
        }
        if (last) {
            text.append(closing());
        }
        return text.toString();
    }

    private String opening() {
        String begin = section.equals(ExportMap.all().get(0))
                ? "{\n\"format\": \"korax-ams-data\",\n\"version\": " + VERSION
                : "";
        return begin + ",\n\"" + section.name() + "\": " + (section.one() ? "" : "[");
    }

    private String closing() {
        List<ExportMap.Section> all = ExportMap.all();
        String end = section.equals(all.get(all.size() - 1)) ? "\n}\n" : "";
        String nothing = section.one() && first && rows.isEmpty() ? "null" : "";
        return nothing + (section.one() ? "" : "]") + end;
    }

    private String object(Holdings.Row row, PersonSeal.Opened seal) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject();
            for (int at = 0; at < section.fields().size(); at++) {
                write(json, section.fields().get(at), row, row.values().get(at), seal);
            }
            json.writeEnd();
        }
        return text.toString();
    }

    private void write(
            JsonGenerator json, ExportMap.Field field, Holdings.Row row, Object stored, PersonSeal.Opened seal) {
        if ("trail".equals(field.seal())) {
            changes(json, field.name(), BeforeAfter.open(seal, UUID.fromString(row.id()), (byte[]) stored));
            return;
        }
        Object value = field.seal() == null ? stored : opened(field.seal(), UUID.fromString(row.id()), stored, seal);
        if (value == null) {
            json.writeNull(field.name());
        } else if (value instanceof Boolean truth) {
            json.write(field.name(), truth);
        } else if (value instanceof Number number) {
            json.write(field.name(), number.longValue());
        } else {
            json.write(field.name(), text(value));
        }
    }

    private String opened(String name, UUID subject, Object stored, PersonSeal.Opened seal) {
        return name.equals("card") || name.equals("passkey")
                ? names.get(subject)
                : seal.open(subject, name, (byte[]) stored);
    }

    private static void changes(JsonGenerator json, String name, List<BeforeAfter.Value> values) {
        json.writeStartArray(name);
        for (BeforeAfter.Value value : values) {
            json.writeStartObject().write("field", value.field());
            write(json, "before", value.before());
            write(json, "after", value.after());
            json.writeEnd();
        }
        json.writeEnd();
    }

    private static void write(JsonGenerator json, String name, String value) {
        if (value == null) {
            json.writeNull(name);
        } else {
            json.write(name, value);
        }
    }

    /** Instants in UTC (RFC 3339), everything else as it reads. */
    private static String text(Object value) {
        if (value instanceof Timestamp moment) {
            return moment.toInstant().toString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant().toString();
        }
        if (value instanceof Instant moment) {
            return moment.toString();
        }
        return value.toString().stripTrailing();
    }
}
