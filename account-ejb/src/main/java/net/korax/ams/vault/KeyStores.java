package net.korax.ams.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** Opens the stores in which keys live, and makes new ones of the kind that is a file. */
public final class KeyStores {

    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyStores() {}

    /** @throws IllegalStateException with one sentence when the file is absent, the password wrong or a key missing */
    public static KeyRing openPkcs12(Path file, char[] password, String environment, KeyDomain domain) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return KeyRing.open(store, password, environment, domain);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(
                    "The key file " + file.getFileName() + " is absent, damaged or has another password.", failure);
        }
    }

    /**
     * @param providerConfig a configuration file of SunPKCS11: {@code name}, {@code library}, {@code slotListIndex}
     * @throws IllegalStateException with one sentence when the token is not reachable, refuses the PIN (tried once, so
     *     that no token is locked by a loop) or lacks a key
     */
    public static KeyRing openPkcs11(Path providerConfig, char[] pin, String environment, KeyDomain domain) {
        try {
            Provider token = Security.getProvider("SunPKCS11").configure(providerConfig.toString());
            KeyStore store = KeyStore.getInstance("PKCS11", token);
            store.load(null, pin);
            return KeyRing.open(store, null, environment, domain);
        } catch (ProviderException | InvalidParameterException unreachable) {
            throw new IllegalStateException(
                    "The PKCS#11 token of " + providerConfig.getFileName() + " is not reachable.", unreachable);
        } catch (IOException | GeneralSecurityException refused) {
            throw new IllegalStateException("The PKCS#11 token refuses the PIN or cannot be read.", refused);
        }
    }

    /**
     * Makes in a token what is missing of the first keys of the domains; what is there stays.
     *
     * @param providerConfig as for {@link #openPkcs11}, with the attributes of new keys: sensitive, not extractable, one use each
     * @return the names of the keys that were made
     * @throws IllegalStateException with one sentence when the token is not reachable, refuses the PIN or would give its keys away
     */
    public static List<String> fillPkcs11(Path providerConfig, char[] pin, String environment, KeyDomain... domains) {
        KeyRing.requireEnvironment(environment);
        List<String> made = new ArrayList<>();
        for (KeyDomain domain : domains) {
            make(providerConfig, pin, domain.kekAlias(environment, 1), "AES", made);
            for (KeyPurpose purpose : domain.purposes()) {
                make(providerConfig, pin, purpose.alias(environment, 1), KeyRing.HMAC, made);
            }
            if (domain.signs()) {
                make(providerConfig, pin, KeyDomain.signingAlias(environment, 1), KeyForge.PAIR, made);
            }
        }
        return made;
    }

    private static void make(Path providerConfig, char[] pin, String alias, String algorithm, List<String> made) {
        if (KeyForge.addToPkcs11(providerConfig, pin, alias, algorithm)) {
            made.add(alias);
        }
    }

    /**
     * A new file with a fresh key for every purpose of the domains, readable by its owner alone (mode 600).
     *
     * @throws IllegalStateException when the file exists: keys are never overwritten
     */
    public static void createPkcs12(Path file, char[] password, String environment, KeyDomain... domains) {
        KeyRing.requireEnvironment(environment);
        try (OutputStream out = ownerOnly(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            for (KeyDomain domain : domains) {
                putFresh(store, domain.kekAlias(environment, 1), "AES", password);
                for (KeyPurpose purpose : domain.purposes()) {
                    putFresh(store, purpose.alias(environment, 1), KeyRing.HMAC, password);
                }
                if (domain.signs()) {
                    putFresh(store, KeyDomain.signingAlias(environment, 1), KeyForge.PAIR, password);
                }
            }
            store.store(out, password);
        } catch (FileAlreadyExistsException exists) {
            throw new IllegalStateException("The key file " + file.getFileName() + " exists and stays.", exists);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("The key file " + file.getFileName() + " cannot be written.", failure);
        }
    }

    /**
     * Adds to a file of the house's keys the pair that signs checkpoints, when it is from before there were any.
     *
     * @return whether it was made
     * @throws IllegalStateException when the file cannot be read or changed
     */
    public static boolean addSigningKey(Path file, char[] password, String environment) {
        boolean made = KeyForge.addToPkcs12(file, password, KeyDomain.signingAlias(environment, 1), KeyForge.PAIR);
        KeyForge.dropBackup(file);
        return made;
    }

    /**
     * Makes in a file that is in use the first key of a purpose which was not known when the file was made; what is there stays.
     *
     * @throws IllegalStateException when the file cannot be read or written
     */
    public static void addPkcs12(Path file, char[] password, String environment, KeyPurpose purpose) {
        KeyRing.requireEnvironment(environment);
        KeyForge.addToPkcs12(file, password, purpose.alias(environment, 1), KeyRing.HMAC);
        KeyForge.dropBackup(file);
    }

    static void putFresh(KeyStore store, String alias, String algorithm, char[] password)
            throws GeneralSecurityException {
        if (algorithm.equals(KeyForge.PAIR)) {
            KeyPairs.put(store, null, alias, password);
            return;
        }
        byte[] material = new byte[Dek.LENGTH];
        RANDOM.nextBytes(material);
        try {
            store.setEntry(
                    alias,
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(material, algorithm)),
                    new KeyStore.PasswordProtection(password));
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    static OutputStream ownerOnly(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }
}
