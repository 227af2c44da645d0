package net.korax.ams.signup;

import net.korax.ams.account.AccountKind;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.identity.UserName;

/**
 * What somebody fills in to open an account (P04 to P06).
 *
 * @param password as typed; checked and hashed before anything is stored
 * @param card expiry and holder of the card whose number was typed in the same request; null when none was
 * @param locale {@code en} or {@code fr}
 */
public record NewAccount(
        ServiceKind service,
        AccountKind kind,
        HolderDetails holder,
        ContactDetails contact,
        UserName userName,
        String password,
        NewCard card,
        String locale) {

    /** What stands on the card besides its number. */
    public record NewCard(Expiry expiry, CardholderName holder) {}

    @Override
    public String toString() {
        return "NewAccount[" + service + ", " + kind + "]";
    }
}
