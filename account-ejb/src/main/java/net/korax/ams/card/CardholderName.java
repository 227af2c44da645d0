package net.korax.ams.card;

import java.io.Serializable;
import net.korax.ams.shared.FreeText;

/** The name on the card, in any script, at most 60 code points. Its text form hides it: logs must not name people. */
public record CardholderName(String value) implements Serializable {

    /** @throws net.korax.ams.shared.InvalidValue cardholder.required, .too-long, .characters or text.card-number */
    public CardholderName {
        value = FreeText.name(value, 60, "cardholder");
    }

    @Override
    public String toString() {
        return "CardholderName";
    }
}
