package net.korax.ams.web.support;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.PanDetector;

/**
 * Fields hold the value types of the business: what is typed is read by the type itself, and what the type refuses stands at
 * the field in the person's language, all fields at once. A text with a card number in it is the one thing that is not
 * written back (P16).
 */
abstract class ValueConverter<T> implements Converter<T> {

    @Override
    public final T getAsObject(FacesContext context, UIComponent component, String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return read(typed);
        } catch (InvalidValue refused) {
            if (refused.code().endsWith("card-number") || PanDetector.contains(typed)) {
                NoPanValidator.forget(component);
            }
            String text = CDI.current().select(Refusals.class).get().text(refused);
            throw new ConverterException(new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text), refused);
        }
    }

    @Override
    public final String getAsString(FacesContext context, UIComponent component, T value) {
        return value == null ? "" : write(value);
    }

    /** @throws InvalidValue when it is none */
    abstract T read(String typed);

    /** As a person would type it. */
    abstract String write(T value);

    /** {@link PersonName}. */
    @FacesConverter(forClass = PersonName.class)
    public static class OfPersonName extends ValueConverter<PersonName> {
        @Override
        PersonName read(String typed) {
            return new PersonName(typed);
        }

        @Override
        String write(PersonName value) {
            return value.value();
        }
    }

    /** {@link HolderName}. */
    @FacesConverter(forClass = HolderName.class)
    public static class OfHolderName extends ValueConverter<HolderName> {
        @Override
        HolderName read(String typed) {
            return new HolderName(typed);
        }

        @Override
        String write(HolderName value) {
            return value.value();
        }
    }

    /** {@link EmailAddress}. */
    @FacesConverter(forClass = EmailAddress.class)
    public static class OfEmailAddress extends ValueConverter<EmailAddress> {
        @Override
        EmailAddress read(String typed) {
            return new EmailAddress(typed);
        }

        @Override
        String write(EmailAddress value) {
            return value.value();
        }
    }

    /** {@link PhoneNumber}, typed with its country code, since nothing tells reliably where a person dials from. */
    @FacesConverter(forClass = PhoneNumber.class)
    public static class OfPhoneNumber extends ValueConverter<PhoneNumber> {
        @Override
        PhoneNumber read(String typed) {
            return PhoneNumber.of(typed, null);
        }

        @Override
        String write(PhoneNumber value) {
            return value.international();
        }
    }

    /** {@link UserName}. */
    @FacesConverter(forClass = UserName.class)
    public static class OfUserName extends ValueConverter<UserName> {
        @Override
        UserName read(String typed) {
            return new UserName(typed);
        }

        @Override
        String write(UserName value) {
            return value.value();
        }
    }

    /** {@link CardholderName}. */
    @FacesConverter(forClass = CardholderName.class)
    public static class OfCardholderName extends ValueConverter<CardholderName> {
        @Override
        CardholderName read(String typed) {
            return new CardholderName(typed);
        }

        @Override
        String write(CardholderName value) {
            return value.value();
        }
    }

    /** {@link Expiry}. */
    @FacesConverter(forClass = Expiry.class)
    public static class OfExpiry extends ValueConverter<Expiry> {
        @Override
        Expiry read(String typed) {
            return Expiry.of(typed);
        }

        @Override
        String write(Expiry value) {
            return value.format();
        }
    }
}
