package net.korax.ams.person;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import net.korax.ams.shared.FreeText;
import net.korax.ams.shared.InvalidValue;

/**
 * A street address as the post wants it (P06). The postcode is the empty string in countries that have none. Its text
 * form hides it.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 */
public record PostalAddress(String street, String postcode, String city, String country) implements Serializable {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** Countries and territories without postcodes (Universal Postal Union). */
    private static final Set<String> WITHOUT_POSTCODE = Set.copyOf(Arrays.asList(("AE AG AO AW BF BI BJ BO BS BW BZ CD"
                    + " CF CG CI CK CM DJ DM ER FJ GD GH GM GN GQ GY HK KI KM KN KP LC ML MO MR MS MU MW NA NR NU PA QA"
                    + " RW SB SC SL SR ST SY TD TF TG TK TL TO TT TV UG VU WS YE ZW")
            .split(" ")));

    /**
     * @throws InvalidValue address.street.required, .too-long, .characters, the same for address.postcode and
     *     address.city, address.country, or text.card-number
     */
    public PostalAddress {
        country = country == null ? "" : country.strip().toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(country)) {
            throw new InvalidValue("address.country");
        }
        street = FreeText.of(street, 150, "address.street");
        city = FreeText.of(city, 100, "address.city");
        postcode = WITHOUT_POSTCODE.contains(country)
                ? FreeText.optional(postcode, 16, "address.postcode").orElse("")
                : FreeText.of(postcode, 16, "address.postcode");
    }

    @Override
    public String toString() {
        return "PostalAddress";
    }
}
