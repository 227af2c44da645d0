package net.korax.ams.account;

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
}
