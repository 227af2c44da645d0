package net.korax.ams.card;

import net.korax.ams.vault.CustodyKey;

/** What is renewed by a rotation. */
public enum KeyKind {
    /** The key in the store that wraps the data keys of accounts. */
    KEK,
    /** The data keys themselves; their version is a generation. */
    DEK,
    /** The key in the store that makes fingerprints of numbers. */
    FPR;

    /** The key of the store; null for data keys, which the store does not hold. */
    CustodyKey stored() {
        return switch (this) {
            case KEK -> CustodyKey.CARD_KEK;
            case FPR -> CustodyKey.FINGERPRINT;
            case DEK -> null;
        };
    }
}
