package net.korax.ams.vault;

/** What a MAC key is for. A key has one purpose (NIST SP 800-57, PCI 3.6.1), so each purpose has its own alias. */
public enum KeyPurpose {
    /** Finding the same PAN twice within one account. */
    FINGERPRINT("fpr"),
    /** Making a stolen table of password hashes useless without the key store. */
    PEPPER("pepper"),
    /** Looking up sealed values, such as an e-mail address, by equality. */
    INDEX("index"),
    /** Signing certificates of erasure, so that anybody can check one. */
    CERTIFICATE("certificate");

    private final String word;

    KeyPurpose(String word) {
        this.word = word;
    }

    String alias(String environment, int version) {
        return "ams-" + environment + "-" + word + "-v" + version;
    }
}
