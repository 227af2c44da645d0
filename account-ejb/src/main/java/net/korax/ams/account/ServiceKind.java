package net.korax.ams.account;

/** What an account is for (P04, P05). A free service has no billing and takes no card. */
public enum ServiceKind {
    WEB_HOSTING,
    CO_LOCATION,
    FREE;

    /** Whether the holder's address and phone are asked: of individuals who pay, and of nobody else (P06). */
    public boolean asksForAddress(AccountKind kind) {
        return this != FREE && kind == AccountKind.INDIVIDUAL;
    }

    public boolean takesCards() {
        return this != FREE;
    }
}
