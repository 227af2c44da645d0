package net.korax.ams.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    private static char[] custodyPassword;

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
            custody = open(custodyPrefix(), KeyDomain.CUSTODY);
        }
        return custody;
    }

    /**
     * Reads the store of the cards' keys anew, for a version that was made or destroyed since. When it cannot be read, the keys that are
     * open stay open.
     *
     * @throws CustodySealed when it has not been opened since this server started
     * @throws IllegalStateException with one sentence when it cannot be read
     */
    public static synchronized void reloadCustody() {
        custody();
        custody = isSplit()
                ? KeyStores.openPkcs12(path(CUSTODY, "path"), custodyPassword, environment(), KeyDomain.CUSTODY)
                : open(custodyPrefix(), KeyDomain.CUSTODY);
    }

    /** Makes a version of a key in the cards' store, unless it is there, and opens it. */
    public static synchronized void make(CustodyKey key, int version) {
        custody();
        String alias = key.alias(environment(), version);
        char[] password = openPassword();
        if (isToken(custodyPrefix())) {
            KeyForge.addToPkcs11(path(custodyPrefix(), "pkcs11-config"), password, alias, key.algorithm());
        } else {
            KeyForge.addToPkcs12(path(custodyPrefix(), "path"), password, alias, key.algorithm());
        }
        reloadCustody();
    }

    /** Destroys a version of a key in the cards' store, unless it is gone, and forgets it. */
    public static synchronized void destroy(CustodyKey key, int version) {
        custody();
        String alias = key.alias(environment(), version);
        char[] password = openPassword();
        if (isToken(custodyPrefix())) {
            KeyForge.removeFromPkcs11(path(custodyPrefix(), "pkcs11-config"), password, alias);
        } else {
            KeyForge.removeFromPkcs12(path(custodyPrefix(), "path"), password, alias);
        }
        reloadCustody();
    }

    /** Removes the cards' key file as it was before the last version was made. */
    public static synchronized void dropBackup() {
        if (!isToken(custodyPrefix())) {
            KeyForge.dropBackup(path(custodyPrefix(), "path"));
        }
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
        custodyPassword = password.clone();
    }

    /** Forgets the keys of cards; with split custody they then wait for {@link #unseal} again. */
    public static synchronized void seal() {
        custody = null;
        if (custodyPassword != null) {
            Arrays.fill(custodyPassword, '0');
            custodyPassword = null;
        }
    }

    private static boolean ownCustodyStore() {
        return setting(CUSTODY, "path").isPresent()
                || setting(CUSTODY, "pkcs11-config").isPresent();
    }

    private static String custodyPrefix() {
        return ownCustodyStore() ? CUSTODY : HOUSE;
    }

    private static boolean isToken(String prefix) {
        return setting(prefix, "type").filter("PKCS11"::equals).isPresent();
    }

    /** What opened the cards' store: of split custody it is kept while that is open. */
    private static char[] openPassword() {
        return isSplit() ? custodyPassword : password(custodyPrefix());
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
