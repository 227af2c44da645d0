package net.korax.ams.identity;

/** What somebody proved beside the password. */
public enum SecondFactor {
    /** Nothing: a customer who has none. */
    NONE,
    /** A time-based code. */
    TOTP,
    /** A passkey, unlocked by PIN or body. */
    PASSKEY,
    /** A recovery code, which lets in whoever has lost the second factor, but is none: it opens no cards (PCI 8.4.2). */
    RECOVERY_CODE;

    /** Whether it is one that the person has, now. */
    boolean isOwn() {
        return this == TOTP || this == PASSKEY;
    }
}
