package net.korax.ams.contact;

import java.util.List;
import java.util.function.Function;
import net.korax.ams.person.BeforeAfter;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.shared.InvalidValue;

/**
 * What a contact person gives of himself (P11): a name and an e-mail address, and if he likes up to three phone numbers and a
 * fax number.
 *
 * @param phones at most three; never null
 * @param fax null when none
 */
public record ContactDetails(PersonName name, EmailAddress email, List<PhoneNumber> phones, PhoneNumber fax) {

    private static final int MOST_PHONES = 3;

    public ContactDetails {
        phones = List.copyOf(phones);
        if (phones.size() > MOST_PHONES) {
            throw new InvalidValue("phone.too-many", MOST_PHONES);
        }
    }

    /**
     * What differs, for the trail.
     *
     * @param before null when the contact is new
     * @param after null when it is gone
     */
    static BeforeAfter between(ContactDetails before, ContactDetails after) {
        BeforeAfter values = new BeforeAfter()
                .field(
                        "name",
                        text(before, each -> each.name().value()),
                        text(after, each -> each.name().value()))
                .field(
                        "email",
                        text(before, each -> each.email().value()),
                        text(after, each -> each.email().value()));
        for (int i = 0; i < MOST_PHONES; i++) {
            int index = i;
            values.field(
                    "phone-" + (i + 1),
                    text(before, each -> each.phone(index)),
                    text(after, each -> each.phone(index)));
        }
        return values.field("fax", text(before, ContactDetails::faxNumber), text(after, ContactDetails::faxNumber));
    }

    private String phone(int index) {
        return index < phones.size() ? phones.get(index).e164() : null;
    }

    private String faxNumber() {
        return fax == null ? null : fax.e164();
    }

    private static String text(ContactDetails details, Function<ContactDetails, String> field) {
        return details == null ? null : field.apply(details);
    }
}
