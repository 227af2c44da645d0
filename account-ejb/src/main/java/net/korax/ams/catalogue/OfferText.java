package net.korax.ams.catalogue;

import net.korax.ams.shared.FreeText;

/** What an offer is called and what it says, in one language. */
public record OfferText(String name, String description) {

    /** @throws net.korax.ams.shared.InvalidValue {@code offer.name.*} or {@code offer.description.*} */
    public static OfferText of(String name, String description) {
        return new OfferText(readName(name), readDescription(description));
    }

    public static String readName(String typed) {
        return FreeText.of(typed, 60, "offer.name");
    }

    public static String readDescription(String typed) {
        return FreeText.of(typed, 300, "offer.description");
    }
}
