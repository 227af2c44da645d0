package net.korax.ams.contact;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.account.Accounts;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.PersonAccounts;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.person.Look;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookLog;
import net.korax.ams.person.Looker;
import net.korax.ams.person.PersonalField;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;

/**
 * What staff may see of a person without his request: one field at a time, for a reason, remembered before it is shown (P02). The
 * customer reads each look in his own access log.
 */
@Stateless
@DenyAll
public class LookService {

    @Inject
    private ContactRepository contacts;

    @Inject
    private Accounts accounts;

    @Inject
    private PersonAccounts personAccounts;

    @Inject
    private LookLog looks;

    @Inject
    private Users users;

    @Inject
    private Caller caller;

    /**
     * One field of a contact.
     *
     * @return in words; null when there is nothing
     * @throws Refused {@code look.too-many}, which leaves an event; {@code account.closing}
     * @throws InvalidValue {@code personal-field.unknown} for what a contact has not
     */
    @RolesAllowed(Roles.STAFF)
    public String contact(UUID accountId, UUID contactId, PersonalField field, LookGround ground) {
        personAccounts.lock(accountId);
        ContactDetails details = contacts.get(accountId, contactId).getDetails();
        String value = switch (field) {
            case NAME -> details.name().value();
            case EMAIL -> details.email().value();
            case PHONE -> spoken(details.phones().stream());
            case FAX -> spoken(Stream.ofNullable(details.fax()));
            default -> throw new InvalidValue("personal-field.unknown");
        };
        looks.remember(looker(), accountId, contactId, field, ground);
        return value;
    }

    /**
     * One field of an account's holder.
     *
     * @return in words; null when there is nothing
     * @throws Refused {@code look.too-many}, which leaves an event; {@code account.closing}
     * @throws InvalidValue {@code personal-field.unknown} for what a holder has not
     */
    @RolesAllowed(Roles.STAFF)
    public String holder(UUID accountId, PersonalField field, LookGround ground) {
        personAccounts.lock(accountId);
        HolderDetails details = accounts.holder(accountId);
        String value = switch (field) {
            case NAME -> details.name().value();
            case PHONE -> spoken(Stream.ofNullable(details.phone()));
            case ADDRESS ->
                details.address() == null
                        ? null
                        : Stream.of(
                                        details.address().street(),
                                        details.address().postcode() + " "
                                                + details.address().city(),
                                        details.address().country())
                                .collect(Collectors.joining(", "));
            default -> throw new InvalidValue("personal-field.unknown");
        };
        looks.remember(looker(), accountId, null, field, ground);
        return value;
    }

    /** Who looked at what of the customer's account, the newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<Look> mine() {
        return looks.ofAccount(caller.accountId());
    }

    private Looker looker() {
        return new Looker(caller.userId(), users.staffNumber(caller.userId()));
    }

    private static String spoken(Stream<PhoneNumber> numbers) {
        String all = numbers.map(PhoneNumber::international).collect(Collectors.joining(", "));
        return all.isEmpty() ? null : all;
    }
}
