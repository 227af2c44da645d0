package net.korax.ams.web.support;

import java.util.UUID;
import java.util.regex.Pattern;
import net.korax.ams.shared.NotFound;

/** The id of something in the address of a page. */
public final class ObjectId {

    /** UUID.fromString alone reads shorter groups, signs and digits of other scripts, too. */
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private ObjectId() {}

    /** @throws NotFound when it is missing or no id: then there is no such thing, as for any id that nobody has */
    public static UUID of(String text) {
        if (text == null || !ID.matcher(text).matches()) {
            throw new NotFound();
        }
        return UUID.fromString(text);
    }
}
