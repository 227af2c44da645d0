package net.korax.ams.contact;

/** Whether an e-mail address works: not shown yet, shown by its owner through a link, or sending mail back (P11). */
public enum EmailState {
    UNVERIFIED,
    VERIFIED,
    BOUNCING
}
