package net.korax.ams.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one environment, behind {@link KeyStore}: a PKCS#12 file or a PKCS#11 token, the same code for both.
 * Guarantee: no method returns a key of the store; data keys leave it sealed and bound to environment, owner, id and
 * key version, so that a blob of a test system does not open in production. Thread-safe after opening.
 *
 * <p>Aliases: {@code ams-<env>-kek-v1} (AES-256), {@code ams-<env>-fpr-v1}, {@code -pepper-v1}, {@code -index-v1} and
 * {@code -audit-v1} (HMAC-SHA-256). With several key-encryption keys the highest version wraps, all unwrap.
 */
public final class KeyRing {

    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,32}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HMAC = "HmacSHA256";

    private final String environment;
    private final Provider provider;
    private final SortedMap<Integer, SecretKey> keks;
    private final Map<KeyPurpose, SecretKey> macKeys;

    private KeyRing(
            String environment,
            Provider provider,
            SortedMap<Integer, SecretKey> keks,
            Map<KeyPurpose, SecretKey> macKeys) {
        this.environment = environment;
        this.provider = provider;
        this.keks = keks;
        this.macKeys = macKeys;
    }

    /**
     * @param loaded already loaded; its provider does the work for keys that cannot leave it
     * @param keyPassword of the single keys; null for a token
     * @param environment lower-case letters and digits, part of every alias and every seal
     * @throws IllegalStateException with one sentence naming the first key that is missing or cannot be read
     */
    public static KeyRing open(KeyStore loaded, char[] keyPassword, String environment) {
        requireEnvironment(environment);
        boolean token = "PKCS11".equalsIgnoreCase(loaded.getType());
        SortedMap<Integer, SecretKey> keks = new TreeMap<>();
        Map<KeyPurpose, SecretKey> macKeys = new EnumMap<>(KeyPurpose.class);
        try {
            for (String alias : Collections.list(loaded.aliases())) {
                kekVersion(alias, environment)
                        .ifPresent(version -> keks.put(version, key(loaded, alias, keyPassword, "AES")));
            }
            if (keks.isEmpty()) {
                throw missing(kekAlias(environment, 1));
            }
            for (KeyPurpose purpose : KeyPurpose.values()) {
                macKeys.put(purpose, key(loaded, purpose.alias(environment), keyPassword, HMAC));
            }
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The key store cannot be read.", failure);
        }
        return new KeyRing(environment, token ? loaded.getProvider() : null, keks, macKeys);
    }

    /** @throws IllegalStateException with one sentence when the file is absent, the password wrong or a key missing */
    public static KeyRing openPkcs12(Path file, char[] password, String environment) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return open(store, password, environment);
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
    public static KeyRing openPkcs11(Path providerConfig, char[] pin, String environment) {
        try {
            Provider token = Security.getProvider("SunPKCS11").configure(providerConfig.toString());
            KeyStore store = KeyStore.getInstance("PKCS11", token);
            store.load(null, pin);
            return open(store, null, environment);
        } catch (ProviderException | InvalidParameterException unreachable) {
            throw new IllegalStateException(
                    "The PKCS#11 token of " + providerConfig.getFileName() + " is not reachable.", unreachable);
        } catch (IOException | GeneralSecurityException refused) {
            throw new IllegalStateException("The PKCS#11 token refuses the PIN or cannot be read.", refused);
        }
    }

    /**
     * A new file with a fresh key for every purpose, readable by its owner alone (mode 600).
     *
     * @throws IllegalStateException when the file exists: keys are never overwritten
     */
    public static void createPkcs12(Path file, char[] password, String environment) {
        requireEnvironment(environment);
        try (OutputStream out = ownerOnly(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            putFresh(store, kekAlias(environment, 1), "AES", password);
            for (KeyPurpose purpose : KeyPurpose.values()) {
                putFresh(store, purpose.alias(environment), HMAC, password);
            }
            store.store(out, password);
        } catch (FileAlreadyExistsException exists) {
            throw new IllegalStateException("The key file " + file.getFileName() + " exists and stays.", exists);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("The key file " + file.getFileName() + " cannot be written.", failure);
        }
    }

    public String environment() {
        return environment;
    }

    /** The version that wraps new data keys. */
    public int kekVersion() {
        return keks.lastKey();
    }

    /**
     * HMAC-SHA-256 over the parts, each preceded by its length, so that moving bytes from one part to the next changes
     * the result.
     *
     * @return 32 bytes
     */
    public byte[] mac(KeyPurpose purpose, byte[]... parts) {
        try {
            Mac mac = provider == null ? Mac.getInstance(HMAC) : Mac.getInstance(HMAC, provider);
            mac.init(macKeys.get(purpose));
            for (byte[] part : parts) {
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new IllegalStateException("The key store does not authenticate.", failure);
        }
    }

    /** A fresh AES-256 data key for this owner, wrapped under the active key-encryption key. */
    public WrappedDek newDek(UUID owner) {
        byte[] material = new byte[Dek.LENGTH];
        RANDOM.nextBytes(material);
        try {
            return wrap(UUID.randomUUID(), owner, material);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    /** @throws SealBroken when the wrapped key was changed, belongs to another owner, environment or key version */
    public Dek unwrap(WrappedDek wrapped) {
        SecretKey kek = keks.get(wrapped.kekVersion());
        if (kek == null) {
            throw new SealBroken(SealBroken.Kind.UNKNOWN_KEY_VERSION);
        }
        AssociatedData bound = binding(wrapped.id(), wrapped.owner(), wrapped.kekVersion());
        byte[] material = Gcm.open(kek, provider, bound.bytes(), wrapped.wrapped(), 0);
        if (material.length != Dek.LENGTH) {
            Arrays.fill(material, (byte) 0);
            throw new SealBroken(SealBroken.Kind.TRUNCATED);
        }
        return new Dek(wrapped.id(), material);
    }

    /** The same data key under the active key-encryption key: what a key rotation stores in place of the old row. */
    public WrappedDek rewrap(WrappedDek wrapped) {
        try (Dek dek = unwrap(wrapped)) {
            byte[] material = dek.material();
            try {
                return wrap(wrapped.id(), wrapped.owner(), material);
            } finally {
                Arrays.fill(material, (byte) 0);
            }
        }
    }

    @Override
    public String toString() {
        return "KeyRing[environment=" + environment + ", kekVersion=" + kekVersion() + "]";
    }

    private WrappedDek wrap(UUID id, UUID owner, byte[] material) {
        Objects.requireNonNull(owner, "owner");
        int version = kekVersion();
        byte[] bound = binding(id, owner, version).bytes();
        return new WrappedDek(id, owner, version, Gcm.seal(keks.get(version), provider, bound, material));
    }

    private AssociatedData binding(UUID id, UUID owner, int version) {
        return AssociatedData.of("korax/dek/1", environment, owner, id, version);
    }

    private static void requireEnvironment(String environment) {
        if (environment == null || !ENVIRONMENT.matcher(environment).matches()) {
            throw new IllegalStateException(
                    "The environment id must be 1 to 32 lower-case letters and digits, without dashes.");
        }
    }

    private static String kekAlias(String environment, int version) {
        return "ams-" + environment + "-kek-v" + version;
    }

    private static Optional<Integer> kekVersion(String alias, String environment) {
        String start = kekAlias(environment, 0).replaceAll("0$", "");
        String version = alias.startsWith(start) ? alias.substring(start.length()) : "";
        return version.matches("[1-9][0-9]{0,5}") ? Optional.of(Integer.valueOf(version)) : Optional.empty();
    }

    private static SecretKey key(KeyStore store, String alias, char[] password, String algorithm) {
        Key key;
        try {
            key = store.getKey(alias, password);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The key " + alias + " cannot be read from the key store.", failure);
        }
        if (!(key instanceof SecretKey secret)) {
            throw missing(alias);
        }
        byte[] material = secret.getEncoded();
        if (material == null) {
            return secret;
        }
        try {
            if (material.length < Dek.LENGTH) {
                throw new IllegalStateException("The key " + alias + " is shorter than 256 bits.");
            }
            return new SecretKeySpec(material, algorithm);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    private static IllegalStateException missing(String alias) {
        return new IllegalStateException("The key " + alias + " is missing in the key store.");
    }

    private static void putFresh(KeyStore store, String alias, String algorithm, char[] password)
            throws GeneralSecurityException {
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

    private static OutputStream ownerOnly(Path file) throws IOException {
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
