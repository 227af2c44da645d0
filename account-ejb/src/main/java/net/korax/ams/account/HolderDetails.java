package net.korax.ams.account;

import java.util.function.Function;
import net.korax.ams.person.BeforeAfter;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;
import net.korax.ams.shared.InvalidValue;

/**
 * Who holds an account (P06): the name of a company or an individual, and of individuals who pay also address and phone.
 *
 * @param address null where none is asked
 * @param phone null where none is asked
 */
public record HolderDetails(HolderName name, PostalAddress address, PhoneNumber phone) {

    /** @throws InvalidValue {@code address.required} or {@code phone.required} when an individual leaves them out */
    public void checkFor(AccountKind kind, ServiceKind service) {
        if (service.asksForAddress(kind)) {
            if (address == null) {
                throw new InvalidValue("address.required");
            }
            if (phone == null) {
                throw new InvalidValue("phone.required");
            }
        }
    }

    /** What differs between what was and what is, for the trail. */
    static BeforeAfter between(HolderDetails before, HolderDetails after) {
        return new BeforeAfter()
                .field("name", before.name.value(), after.name.value())
                .field("street", before.line(PostalAddress::street), after.line(PostalAddress::street))
                .field("postcode", before.line(PostalAddress::postcode), after.line(PostalAddress::postcode))
                .field("city", before.line(PostalAddress::city), after.line(PostalAddress::city))
                .field("country", before.line(PostalAddress::country), after.line(PostalAddress::country))
                .field("phone", before.number(), after.number());
    }

    private String line(Function<PostalAddress, String> part) {
        return address == null ? null : part.apply(address);
    }

    private String number() {
        return phone == null ? null : phone.e164();
    }
}
