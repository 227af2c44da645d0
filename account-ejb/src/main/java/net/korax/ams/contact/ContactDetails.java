package net.korax.ams.contact;

import java.util.List;
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
}
