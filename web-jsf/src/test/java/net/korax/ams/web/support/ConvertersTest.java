package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields give back what was typed, in the form of its type. */
class ConvertersTest {

    static Stream<Arguments> converters() {
        return Stream.of(
                Arguments.of(new ValueConverter.OfPersonName(), " Zoë O’Neil ", "Zoë O’Neil"),
                Arguments.of(new ValueConverter.OfHolderName(), "Korax & Söhne <GmbH>", "Korax & Söhne <GmbH>"),
                Arguments.of(new ValueConverter.OfEmailAddress(), " Anna@Example.org ", "Anna@Example.org"),
                Arguments.of(new ValueConverter.OfPhoneNumber(), "+33142685300", "+33 1 42 68 53 00"),
                Arguments.of(new ValueConverter.OfUserName(), "anna.keller", "anna.keller"),
                Arguments.of(new ValueConverter.OfCardholderName(), "ANNA KELLER", "ANNA KELLER"),
                Arguments.of(new ValueConverter.OfExpiry(), "09/2030", "09/30"));
    }

    @ParameterizedTest
    @MethodSource("converters")
    <T> void typedValue_comesBackInItsOwnForm(ValueConverter<T> converter, String typed, String written) {
        T value = converter.getAsObject(null, null, typed);
        assertEquals(written, converter.getAsString(null, null, value));
        assertEquals(value, converter.getAsObject(null, null, converter.getAsString(null, null, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void nothingTyped_isNothing(String typed) {
        converters().forEach(arguments -> {
            ValueConverter<?> converter = (ValueConverter<?>) arguments.get()[0];
            assertNull(converter.getAsObject(null, null, typed));
            assertNull(converter.getAsObject(null, null, null));
            assertEquals("", converter.getAsString(null, null, null));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"userName:user-name", "address:address", "newExpiryDate:new-expiry-date"})
    void codeOfARefusal_namesItsField(String pair) {
        String[] parts = pair.split(":");
        assertEquals(parts[0], Refusals.camel(parts[1]));
    }
}
