package net.korax.ams.account;

/** Whether it is known that the holder of an account is who he says (P05). */
public enum IdentityState {
    UNVERIFIED,
    VERIFIED,
    IN_DOUBT
}
