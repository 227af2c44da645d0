package net.korax.ams.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.korax.ams.shared.Configuration;

/**
 * The key rings of this server, each opened once from what the operator configured. Opening fails with one sentence and is tried
 * again at the next use, so that a key store which comes back is found.
 *
 * <p>{@code ams.keystore.*} names the store of the house. Cards have their keys there too, unless {@code ams.custody.keystore.*} names
 * a store of their own. Each: {@code type} (PKCS12 unless PKCS11), {@code path} or {@code pkcs11-config}, {@code password-file}. A
 * custody store of type PKCS12 without a password file is sealed at start and opens with {@link #unseal}.
 */
public final class Keys {

    private static final String HOUSE = "ams.keystore.";
    private static final String CUSTODY = "ams.custody.keystore.";

    private static KeyRing house;
    private static KeyRing custody;

    private Keys() {}

    /** The keys of everything but cards. */
    public static synchronized KeyRing house() {
        if (house == null) {
            house = open(HOUSE, KeyDomain.HOUSE);
        }
        return house;
    }

    /**
     * The keys of cards.
     *
     * @throws CustodySealed when their store has not been opened since this server started
     */
    public static synchronized KeyRing custody() {
        if (custody == null) {
            if (isSplit()) {
                throw new CustodySealed();
            }
            custody = open(ownCustodyStore() ? CUSTODY : HOUSE, KeyDomain.CUSTODY);
        }
        return custody;
    }

    /** Whether the keys of cards wait for {@link #unseal}. */
    public static synchronized boolean isSealed() {
        return custody == null && isSplit();
    }

    /** Whether this installation starts with sealed custody at all. */
    public static boolean isSplit() {
        return setting(CUSTODY, "path").isPresent()
                && setting(CUSTODY, "password-file").isEmpty();
    }

    /**
     * Opens the store of the cards' keys.
     *
     * @param password stays the caller's to wipe
     * @throws IllegalStateException when it is not the right one
     */
    public static synchronized void unseal(char[] password) {
        custody = KeyStores.openPkcs12(path(CUSTODY, "path"), password, environment(), KeyDomain.CUSTODY);
    }

    /** Forgets the keys of cards; with split custody they then wait for {@link #unseal} again. */
    public static synchronized void seal() {
        custody = null;
    }

    private static boolean ownCustodyStore() {
        return setting(CUSTODY, "path").isPresent()
                || setting(CUSTODY, "pkcs11-config").isPresent();
    }

    private static KeyRing open(String prefix, KeyDomain domain) {
        char[] password = password(prefix);
        return switch (setting(prefix, "type").orElse("PKCS12")) {
            case "PKCS12" -> KeyStores.openPkcs12(path(prefix, "path"), password, environment(), domain);
            case "PKCS11" -> KeyStores.openPkcs11(path(prefix, "pkcs11-config"), password, environment(), domain);
            default -> throw new IllegalStateException(prefix + "type is neither PKCS12 nor PKCS11.");
        };
    }

    private static String environment() {
        return Configuration.require("ams.environment");
    }

    private static Optional<String> setting(String prefix, String name) {
        return Configuration.get(prefix + name);
    }

    private static Path path(String prefix, String name) {
        return Path.of(Configuration.require(prefix + name));
    }

    private static char[] password(String prefix) {
        try {
            return Files.readString(path(prefix, "password-file")).strip().toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The file named by " + prefix + "password-file cannot be read.", e);
        }
    }
}
