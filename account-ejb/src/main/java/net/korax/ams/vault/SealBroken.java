package net.korax.ams.vault;

/**
 * A sealed value or a wrapped key did not open. It says which kind of thing is wrong and no more: not the value, not
 * the key, not the text of the cryptographic provider.
 */
public final class SealBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What did not fit. */
    public enum Kind {
        TRUNCATED,
        UNKNOWN_SUITE,
        OTHER_KEY,
        UNKNOWN_KEY_VERSION,
        WRONG_TAG
    }

    private final Kind kind;

    SealBroken(Kind kind) {
        super("The seal is broken: " + kind);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
