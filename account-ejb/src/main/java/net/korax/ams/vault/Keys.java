package net.korax.ams.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.korax.ams.shared.Configuration;

/**
 * The key ring of this server, opened once from what the operator configured ({@code ams.keystore.*}). Opening fails with one
 * sentence and is tried again at the next use, so that a key store which comes back is found.
 */
public final class Keys {

    private static KeyRing ring;

    private Keys() {}

    public static synchronized KeyRing ring() {
        if (ring == null) {
            ring = open();
        }
        return ring;
    }

    private static KeyRing open() {
        String environment = Configuration.require("ams.environment");
        char[] password = password();
        return switch (Configuration.get("ams.keystore.type").orElse("PKCS12")) {
            case "PKCS12" -> KeyRing.openPkcs12(path("ams.keystore.path"), password, environment);
            case "PKCS11" -> KeyRing.openPkcs11(path("ams.keystore.pkcs11-config"), password, environment);
            default -> throw new IllegalStateException("ams.keystore.type is neither PKCS12 nor PKCS11.");
        };
    }

    private static Path path(String setting) {
        return Path.of(Configuration.require(setting));
    }

    private static char[] password() {
        try {
            return Files.readString(path("ams.keystore.password-file")).strip().toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The file named by ams.keystore.password-file cannot be read.", e);
        }
    }
}
