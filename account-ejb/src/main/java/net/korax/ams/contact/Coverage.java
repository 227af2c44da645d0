package net.korax.ams.contact;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.korax.ams.account.PersonAccount;

/**
 * The coverage rule (P13) over an account's contacts: at least one holds every role defined and has a working e-mail address.
 * Until the first address is proved, a covering contact that has yet to follow its link will do; after a bounce took the last
 * one, the rule asks for the roles alone until the customer has mended it.
 *
 * @param roles all that are defined, in their order
 */
public record Coverage(PersonAccount.Coverage state, List<ContactPerson> contacts, List<ContactRole> roles) {

    /** Contacts that hold all roles and whose address works. */
    public List<ContactPerson> getCovering() {
        return contacts.stream().filter(contact -> contact.covers(codes())).toList();
    }

    public boolean isKept() {
        return !getCovering().isEmpty();
    }

    /** Who is nearest to covering the account: a working address first, then the most roles; null when there is no contact. */
    public ContactPerson getCandidate() {
        return nearest(contacts).orElse(null);
    }

    /** Roles the candidate lacks. */
    public Set<String> getMissing() {
        ContactPerson candidate = getCandidate();
        Set<String> missing = codes();
        if (candidate != null) {
            missing.removeAll(candidate.getRoles());
        }
        return missing;
    }

    /** Whether the rule, as strict as the account's state makes it, holds for these contacts. */
    boolean holds() {
        return contacts.stream().filter(contact -> contact.holdsAll(codes())).anyMatch(contact -> switch (state) {
            case OPENING -> contact.getEmailState() != EmailState.BOUNCING;
            case KEPT -> contact.getEmailState() == EmailState.VERIFIED;
            case LOST -> true;
        });
    }

    private Set<String> codes() {
        return roles.stream().map(ContactRole::getCode).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The one among the others who could take the roles over most easily. */
    static Optional<ContactPerson> nearest(List<ContactPerson> contacts) {
        return contacts.stream()
                .max(Comparator.comparing((ContactPerson contact) -> contact.getEmailState() == EmailState.VERIFIED)
                        .thenComparing(contact -> contact.getRoles().size()));
    }
}
