package net.korax.ams.identity;

/** The two doors: customers sign in at one, staff at the other, and nobody at the other's. */
public enum Audience {
    CUSTOMER,
    STAFF
}
