package net.korax.ams.account;

/** How a customer's request reached the company (P19, P22). */
public enum Channel {
    PORTAL,
    PHONE,
    LETTER,
    FAX,
    EMAIL,
    VISIT
}
