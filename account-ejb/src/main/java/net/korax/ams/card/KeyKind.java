package net.korax.ams.card;

import java.time.Period;
import net.korax.ams.vault.CustodyKey;

/** What is renewed by a rotation. */
public enum KeyKind {
    /** The key in the store that wraps the data keys of accounts. */
    KEK(12),
    /** The data keys themselves; their version is a generation. */
    DEK(24),
    /** The key in the store that makes fingerprints of numbers. */
    FPR(36);

    private final int months;

    KeyKind(int months) {
        this.months = months;
    }

    /** For how long a version is meant to be in use (PCI 3.7.4). */
    public Period period() {
        return Period.ofMonths(months);
    }

    /** The key of the store; null for data keys, which the store does not hold. */
    CustodyKey stored() {
        return switch (this) {
            case KEK -> CustodyKey.CARD_KEK;
            case FPR -> CustodyKey.FINGERPRINT;
            case DEK -> null;
        };
    }
}
