package net.korax.ams.consent;

import net.korax.ams.shared.FreeText;

/** What a purpose is called and what it means for the customer, in one language. */
public record PurposeText(String name, String text) {

    /** @throws net.korax.ams.shared.InvalidValue {@code purpose.name.*} or {@code purpose.text.*} */
    public static PurposeText of(String name, String text) {
        return new PurposeText(readName(name), readText(text));
    }

    public static String readName(String typed) {
        return FreeText.of(typed, 60, "purpose.name");
    }

    public static String readText(String typed) {
        return FreeText.of(typed, 400, "purpose.text");
    }
}
