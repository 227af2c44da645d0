package net.korax.ams.audit;

/** Families of what is refused, as far as a picture can tell them apart. */
public enum Threat {
    /** Names, passwords and codes that do not hold; visits of which half is missing. */
    SIGN_IN,
    /** Cards, keys and what a card may be used for. */
    CARDS,
    /** What belongs to somebody else, or to another role. */
    OBJECTS,
    /** Requests that no page of ours makes. */
    REQUESTS;

    /** @param operation of an {@link AuditEntry} that was refused */
    public static Threat of(String operation) {
        return switch (operation.split("\\.")[0]) {
            case "sign-in", "visit", "proof", "password", "second-factor", "passkey", "provider", "user-name" ->
                SIGN_IN;
            case "request" -> REQUESTS;
            case "card" -> operation.endsWith(".view") ? OBJECTS : CARDS;
            case "card-request", "charge", "custody", "key", "rotation", "trust" -> CARDS;
            default -> OBJECTS;
        };
    }
}
