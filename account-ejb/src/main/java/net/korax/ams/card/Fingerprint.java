package net.korax.ams.card;

import java.util.Arrays;

/** By which a number is recognised within its account, and the version of the key that made it. */
record Fingerprint(int version, byte[] bytes) {

    /** Equal are two of the same version and number. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && version == that.version && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Fingerprint[version=" + version + "]";
    }
}
