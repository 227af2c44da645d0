package net.korax.ams.person;

import java.util.Locale;

/** What staff may look at of a person, one at a time (P02). */
public enum PersonalField {
    NAME,
    EMAIL,
    PHONE,
    FAX,
    ADDRESS,
    /** A contact in full, under a customer's request about it. */
    WHOLE_CONTACT,
    /** The holder in full, under a customer's request about it. */
    WHOLE_HOLDER,
    /** That an address is known here, by a search for it. */
    FOUND_BY_EMAIL;

    /** The word of the audit trail for a look at it. */
    String operation() {
        return switch (this) {
            case WHOLE_CONTACT -> "contact.show";
            case WHOLE_HOLDER -> "holder.show";
            default -> "look." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
