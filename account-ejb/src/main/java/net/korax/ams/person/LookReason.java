package net.korax.ams.person;

/** Why a member of staff looks at something personal. */
public enum LookReason {
    CALL_BACK,
    POST,
    IDENTITY,
    TROUBLE,
    LAW,
    /** Anything else, in words. */
    OTHER,
    /** Under a customer's recorded request; nobody chooses it. */
    REQUEST
}
