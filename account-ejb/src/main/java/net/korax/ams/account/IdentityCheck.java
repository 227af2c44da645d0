package net.korax.ams.account;

/** How it was made sure that a request is the customer's own (P22). A request made in the portal was made signed in. */
public enum IdentityCheck {
    SIGNED_IN,
    CALL_BACK,
    ID_DOCUMENT,
    INVOICE_DETAILS,
    SIGNATURE
}
