package net.korax.ams.person;

import java.util.UUID;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.InvalidValue;

/**
 * Why a member of staff looks at something personal, as the customer will read it (P02).
 *
 * @param note in the looker's words; null when there is none
 * @param requestId the customer's request, with reason {@code REQUEST} alone
 */
public record LookGround(LookReason reason, String note, UUID requestId) {

    /** @throws InvalidValue {@code look-reason.required}; {@code note.required} for another reason, {@code note.*} */
    public static LookGround of(LookReason reason, String typedNote) {
        if (reason == null || reason == LookReason.REQUEST) {
            throw new InvalidValue("look-reason.required");
        }
        String note = FreeText.optional(typedNote, 200, "note").orElse(null);
        if (note == null && reason == LookReason.OTHER) {
            throw new InvalidValue("note.required");
        }
        return new LookGround(reason, note, null);
    }

    public static LookGround under(UUID requestId) {
        return new LookGround(LookReason.REQUEST, null, requestId);
    }
}
