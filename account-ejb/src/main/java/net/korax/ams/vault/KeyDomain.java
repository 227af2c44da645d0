package net.korax.ams.vault;

import java.util.Set;

/**
 * Keys that live and are opened together. Cards have keys of their own, so that custody can stay sealed while people sign in and
 * see to their contacts; an installation may keep both domains in one store or in two.
 */
public enum KeyDomain {
    /** Personal fields, credentials, search tokens, the audit trail. */
    HOUSE("kek", Set.of(KeyPurpose.PEPPER, KeyPurpose.INDEX, KeyPurpose.AUDIT, KeyPurpose.CERTIFICATE)),
    /** Card numbers. */
    CUSTODY("card-kek", Set.of(KeyPurpose.FINGERPRINT));

    private final String kek;
    private final Set<KeyPurpose> purposes;

    KeyDomain(String kek, Set<KeyPurpose> purposes) {
        this.kek = kek;
        this.purposes = purposes;
    }

    Set<KeyPurpose> purposes() {
        return purposes;
    }

    /** The alias of a key-encryption key: {@code ams-<environment>-card-kek-v2}. */
    String kekAlias(String environment, int version) {
        return "ams-" + environment + "-" + kek + "-v" + version;
    }
}
