package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.KeyStores;

/**
 * The key store that the server will open, opened here first: a wrong file or password is a sentence now, not a server that does not
 * start. One of one's own is made at the first start and never again.
 */
record KeyStoreFile(Path file, Path passwordFile) {

    static KeyStoreFile of(Settings settings, Secrets secrets, String environment) {
        Path keys = settings.home().resolve("keys");
        Path passwordFile = settings.given("AMS_KEYSTORE_PASSWORD_FILE")
                .map(name -> settings.project().resolve(name))
                .orElseGet(() -> secrets.file("keystore.password", keys));
        Path file = settings.given("AMS_KEYSTORE_PATH")
                .map(name -> settings.project().resolve(name))
                .orElseGet(() -> keys.resolve("ams.p12"));
        KeyStoreFile store = new KeyStoreFile(file, passwordFile);
        if (settings.given("AMS_KEYSTORE_PATH").isEmpty()) {
            store.make(environment);
        }
        store.open(environment);
        return store;
    }

    /** Makes the file, or in one of an older version the keys that it did not know. */
    private void make(String environment) {
        if (!Files.exists(file)) {
            KeyStores.createPkcs12(file, password(), environment, KeyDomain.values());
            return;
        }
        try {
            KeyStores.addSigningKey(file, password(), environment);
            KeyStores.addPkcs12(file, password(), environment, KeyPurpose.CERTIFICATE);
        } catch (IllegalStateException e) {
            throw new Failure("The key store " + file + " does not open: " + e.getMessage(), e);
        }
    }

    private void open(String environment) {
        if (!Files.isReadable(file)) {
            throw new Failure("The key store " + file + " is not there or may not be read; check AMS_KEYSTORE_PATH.");
        }
        try {
            for (KeyDomain domain : KeyDomain.values()) {
                KeyStores.openPkcs12(file, password(), environment, domain);
            }
        } catch (IllegalStateException e) {
            throw new Failure(
                    "The key store " + file + " does not open: " + e.getMessage()
                            + " Check AMS_KEYSTORE_PATH and AMS_KEYSTORE_PASSWORD_FILE.",
                    e);
        }
    }

    private char[] password() {
        try {
            return Files.readString(passwordFile).strip().toCharArray();
        } catch (IOException e) {
            throw new Failure(
                    "The password of the key store cannot be read from " + passwordFile
                            + "; check AMS_KEYSTORE_PASSWORD_FILE.",
                    e);
        }
    }
}
