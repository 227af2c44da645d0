package net.korax.ams.persistence;

import java.util.Locale;

/** One of the three databases, each with a persistence unit and transactions of its own. */
public enum Store {
    CORE,
    PERSON,
    VAULT;

    /** As places, settings and links of the trail name it: {@code core}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As operators know it: {@code ams_core}. */
    public String database() {
        return "ams_" + label();
    }
}
