package net.korax.ams.web.support;

import java.util.UUID;
import net.korax.ams.shared.NotFound;

/** The id of something in the address of a page. */
public final class ObjectId {

    private ObjectId() {}

    /** @throws NotFound when it is missing or no id: then there is no such thing, as for any id that nobody has */
    public static UUID of(String text) {
        if (text == null || text.length() != 36) {
            throw new NotFound();
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new NotFound();
        }
    }
}
