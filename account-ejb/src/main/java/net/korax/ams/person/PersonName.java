package net.korax.ams.person;

import java.io.Serializable;
import net.korax.ams.shared.FreeText;

/** The name of a contact person, in any script, at most 100 code points. Its text form hides it: logs must not name people. */
public record PersonName(String value) implements Serializable {

    /** @throws net.korax.ams.shared.InvalidValue person-name.required, .too-long, .characters or text.card-number */
    public PersonName {
        value = FreeText.name(value, 100, "person-name");
    }

    /** As staff see it without a customer's request: the first letter of each word (P02). */
    public String masked() {
        return FreeText.initials(value);
    }

    @Override
    public String toString() {
        return "PersonName";
    }
}
