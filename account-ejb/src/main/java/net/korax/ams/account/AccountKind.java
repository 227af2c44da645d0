package net.korax.ams.account;

/** On whose behalf an account is opened (P06). */
public enum AccountKind {
    INDIVIDUAL,
    COMPANY
}
