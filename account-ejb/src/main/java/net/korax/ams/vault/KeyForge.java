package net.korax.ams.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import javax.crypto.KeyGenerator;

/**
 * Makes a version of a key in a store that is in use, and destroys one. A file is never changed in place: the new one is written
 * beside it, forced to the disk, opened once, and then takes its name in one step, so that whoever reads it sees the old file or the
 * new one, whole. Making what is there and destroying what is not are no errors.
 */
final class KeyForge {

    /** In the place of an algorithm: a pair of {@link SigningKeys}. */
    static final String PAIR = "EC";

    private KeyForge() {}

    /**
     * Adds a key to a file; the file as it was stays beside it until {@link #dropBackup}.
     *
     * @return false when it was there already
     */
    static boolean addToPkcs12(Path file, char[] password, String alias, String algorithm) {
        try {
            KeyStore store = read(file, password);
            if (store.containsAlias(alias)) {
                return false;
            }
            KeyStores.putFresh(store, alias, algorithm, password);
            Path backup = backup(file);
            if (!Files.exists(backup)) {
                try (OutputStream out = KeyStores.ownerOnly(backup)) {
                    Files.copy(file, out);
                }
            }
            replace(file, password, store);
            return true;
        } catch (IOException | GeneralSecurityException failure) {
            throw unwritable(file, failure);
        }
    }

    /** Takes a key out of a file for good, and the file as it was before with it. */
    static void removeFromPkcs12(Path file, char[] password, String alias) {
        try {
            KeyStore store = read(file, password);
            if (store.containsAlias(alias)) {
                store.deleteEntry(alias);
                replace(file, password, store);
            }
            dropBackup(file);
        } catch (IOException | GeneralSecurityException failure) {
            throw unwritable(file, failure);
        }
    }

    /** Removes the file as it was before the last key was added. */
    static void dropBackup(Path file) {
        try {
            Files.deleteIfExists(backup(file));
        } catch (IOException failure) {
            throw unwritable(file, failure);
        }
    }

    /**
     * Generates a key in a token; one that the token would give away is taken out again and refused.
     *
     * @return false when it was there already
     */
    static boolean addToPkcs11(Path providerConfig, char[] pin, String alias, String algorithm) {
        try {
            Provider token = Security.getProvider("SunPKCS11").configure(providerConfig.toString());
            KeyStore store = token(token, pin);
            if (store.containsAlias(alias)) {
                return false;
            }
            if (algorithm.equals(PAIR)) {
                KeyPairs.put(store, token, alias, null);
            } else {
                KeyGenerator generator = KeyGenerator.getInstance(algorithm, token);
                generator.init(8 * Dek.LENGTH);
                store.setKeyEntry(alias, generator.generateKey(), null, null);
            }
            if (store.getKey(alias, null).getEncoded() != null) {
                store.deleteEntry(alias);
                throw new IllegalStateException(
                        "The token would give its keys away: the attributes CKA_SENSITIVE = true"
                                + " and CKA_EXTRACTABLE = false are missing in " + providerConfig.getFileName() + ".");
            }
            return true;
        } catch (GeneralSecurityException | ProviderException | InvalidParameterException failure) {
            throw new IllegalStateException("The PKCS#11 token makes no key.", failure);
        }
    }

    /** Destroys a key in a token. */
    static void removeFromPkcs11(Path providerConfig, char[] pin, String alias) {
        try {
            KeyStore store = token(Security.getProvider("SunPKCS11").configure(providerConfig.toString()), pin);
            if (store.containsAlias(alias)) {
                store.deleteEntry(alias);
            }
        } catch (GeneralSecurityException | ProviderException | InvalidParameterException failure) {
            throw new IllegalStateException("The PKCS#11 token destroys no key.", failure);
        }
    }

    private static KeyStore token(Provider token, char[] pin) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS11", token);
        try {
            store.load(null, pin);
        } catch (IOException refused) {
            throw new IllegalStateException("The PKCS#11 token refuses the PIN or cannot be read.", refused);
        }
        return store;
    }

    private static KeyStore read(Path file, char[] password) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        }
    }

    private static void replace(Path file, char[] password, KeyStore store)
            throws IOException, GeneralSecurityException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        KeyStores.ownerOnly(fresh).close();
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            store.store(Channels.newOutputStream(channel), password);
            channel.force(true);
        }
        if (read(fresh, password).size() != store.size()) {
            throw new IOException("The new key file lacks keys.");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path backup(Path file) {
        return file.resolveSibling(file.getFileName() + ".before");
    }

    private static IllegalStateException unwritable(Path file, Exception failure) {
        return new IllegalStateException("The key file " + file.getFileName() + " cannot be changed.", failure);
    }
}
