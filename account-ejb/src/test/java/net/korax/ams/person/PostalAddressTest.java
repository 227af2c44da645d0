package net.korax.ams.person;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostalAddressTest {

    @Test
    void addressIsTrimmedAndItsCountryUpperCase() {
        PostalAddress address = new PostalAddress(" Hauptstraße 1 ", " 10115", "Berlin ", "de");
        assertEquals(new PostalAddress("Hauptstraße 1", "10115", "Berlin", "DE"), address);
        assertEquals("PostalAddress", address.toString());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "XX", "DEU", "D", "Germany", "UK", "ＤＥ"})
    void unknownCountry_isRefused(String country) {
        assertRefused("address.country", () -> new PostalAddress("Street 1", "1", "City", country));
    }

    @Test
    void postcodeIsNeededWhereTheCountryHasThem() {
        assertRefused("address.postcode.required", () -> new PostalAddress("Street 1", " ", "City", "DE"));
        assertEquals("", new PostalAddress("Street 1", null, "Dubai", "AE").postcode());
    }

    @Test
    void missingOrHostileParts_areRefused() {
        assertRefused("address.street.required", () -> new PostalAddress("", "1", "City", "DE"));
        assertRefused("address.city.required", () -> new PostalAddress("Street 1", "1", null, "DE"));
        assertRefused("address.city.characters", () -> new PostalAddress("Street 1", "1", "Ci\nty", "DE"));
        assertRefused("address.street.too-long", () -> new PostalAddress("a".repeat(151), "1", "City", "DE"));
        assertRefused("address.postcode.too-long", () -> new PostalAddress("Street", "1".repeat(17), "City", "DE"));
        assertRefused("text.card-number", () -> new PostalAddress("4111 1111 1111 1111", "1", "City", "DE"));
    }
}
