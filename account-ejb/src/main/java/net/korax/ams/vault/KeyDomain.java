package net.korax.ams.vault;

import java.util.Set;

/**
 * Keys that live and are opened together. Cards have keys of their own, so that custody can stay sealed while people sign in and
 * see to their contacts; an installation may keep both domains in one store or in two.
 */
public enum KeyDomain {
    /** Personal fields, credentials, search tokens, the audit trail. */
    HOUSE("kek", Set.of(KeyPurpose.PEPPER, KeyPurpose.INDEX, KeyPurpose.CERTIFICATE), true),
    /** Card numbers. */
    CUSTODY("card-kek", Set.of(KeyPurpose.FINGERPRINT), false);

    private final String kek;
    private final Set<KeyPurpose> purposes;
    private final boolean signs;

    KeyDomain(String kek, Set<KeyPurpose> purposes, boolean signs) {
        this.kek = kek;
        this.purposes = purposes;
        this.signs = signs;
    }

    /** Whether it has a key pair of {@link SigningKeys}. */
    boolean signs() {
        return signs;
    }

    /** The alias of a key pair that signs: {@code ams-<environment>-checkpoint-v1}. */
    static String signingAlias(String environment, int version) {
        return "ams-" + environment + "-checkpoint-v" + version;
    }

    Set<KeyPurpose> purposes() {
        return purposes;
    }

    /** The alias of a key-encryption key: {@code ams-<environment>-card-kek-v2}. */
    String kekAlias(String environment, int version) {
        return "ams-" + environment + "-" + kek + "-v" + version;
    }
}
