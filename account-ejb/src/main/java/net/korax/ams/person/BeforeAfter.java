package net.korax.ams.person;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a change did to a person's fields, for the trail: sealed under the account's key and bound to the object that was changed, so that
 * a dispute can be settled while the person is a customer, and nothing can be read any more once the account is erased. A fresh nonce goes
 * into each seal, so that nobody can try out what may be in it.
 */
public final class BeforeAfter {

    private static final String NAME = "trail.values";

    /** Asked for once: each call of {@link Json} looks through all libraries for who can do it. */
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private final JsonObjectBuilder fields = BUILDERS.createObjectBuilder();
    private boolean empty = true;

    /**
     * One field.
     *
     * @param before null when there was nothing
     * @param after null when there is nothing
     */
    public record Value(String field, String before, String after) {}

    /** Adds a field; one that did not change is left out. */
    public BeforeAfter field(String name, String before, String after) {
        if (!Objects.equals(before, after)) {
            JsonObjectBuilder values = BUILDERS.createObjectBuilder();
            add(values, "before", before);
            add(values, "after", after);
            fields.add(name, values);
            empty = false;
        }
        return this;
    }

    /**
     * The fields, sealed; null when none changed.
     *
     * @param object as in the entry of the trail
     */
    public byte[] sealed(PersonSeal.Opened seal, UUID object) {
        return empty ? null : seal.seal(object, NAME, fields.build().toString());
    }

    /** What {@link #sealed} has sealed for the same object; none for null. */
    public static List<Value> open(PersonSeal.Opened seal, UUID object, byte[] sealed) {
        List<Value> values = new ArrayList<>();
        if (sealed != null) {
            JsonObject fields = READERS.createReader(new StringReader(seal.open(object, NAME, sealed)))
                    .readObject();
            for (String name : fields.keySet()) {
                JsonObject field = fields.getJsonObject(name);
                values.add(new Value(name, field.getString("before", null), field.getString("after", null)));
            }
        }
        return values;
    }

    private static void add(JsonObjectBuilder values, String name, String value) {
        if (value != null) {
            values.add(name, value);
        }
    }
}
