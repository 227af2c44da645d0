package net.korax.ams.person;

import java.io.Serializable;
import net.korax.ams.shared.FreeText;

/** The name of an account holder, a person or a company, in any script, at most 150 code points. Its text form hides it: logs must not name people. */
public record HolderName(String value) implements Serializable {

    /** @throws net.korax.ams.shared.InvalidValue holder-name.required, .too-long, .characters or text.card-number */
    public HolderName {
        value = FreeText.name(value, 150, "holder-name");
    }

    /** As staff see it without a customer's request: the first letter of each word (P02). */
    public String masked() {
        return FreeText.initials(value);
    }

    @Override
    public String toString() {
        return "HolderName";
    }
}
