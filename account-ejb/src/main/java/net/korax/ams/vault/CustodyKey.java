package net.korax.ams.vault;

/** A key of the domain of cards that is renewed in its store while the house is open. */
public enum CustodyKey {
    /** Wraps the data keys of accounts. */
    CARD_KEK("AES") {
        @Override
        String alias(String environment, int version) {
            return KeyDomain.CUSTODY.kekAlias(environment, version);
        }
    },
    /** Makes the fingerprints of card numbers. */
    FINGERPRINT(KeyRing.HMAC) {
        @Override
        String alias(String environment, int version) {
            return KeyPurpose.FINGERPRINT.alias(environment, version);
        }
    };

    private final String algorithm;

    CustodyKey(String algorithm) {
        this.algorithm = algorithm;
    }

    String algorithm() {
        return algorithm;
    }

    abstract String alias(String environment, int version);

    /** Whether a ring holds this version. */
    public boolean isIn(KeyRing ring, int version) {
        return (this == CARD_KEK ? ring.kekVersions() : ring.macVersions(KeyPurpose.FINGERPRINT)).contains(version);
    }
}
