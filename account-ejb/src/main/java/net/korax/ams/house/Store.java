package net.korax.ams.house;

/** One of the three databases. */
enum Store {
    CORE,
    PERSON,
    VAULT;

    /** As operators know it. */
    String database() {
        return "ams_" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
