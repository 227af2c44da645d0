package net.korax.ams.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one domain of one environment, behind {@link KeyStore}: a PKCS#12 file or a PKCS#11 token, the same code for both.
 * Guarantee: no method returns a key of the store; data keys leave it sealed and bound to environment, owner, id and key version,
 * so that a blob of a test system does not open in production. Thread-safe after opening.
 *
 * <p>Aliases: {@code ams-<env>-kek-v1} and {@code ams-<env>-card-kek-v1} (AES-256), {@code ams-<env>-fpr-v1}, {@code -pepper-v1},
 * {@code -index-v1} and {@code -certificate-v1} (HMAC-SHA-256), {@code -checkpoint-v1} (a pair on P-256). Of several versions of a key all
 * open; the highest is the one in use
 * unless the caller names another.
 */
public final class KeyRing {

    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,5}");
    private static final SecureRandom RANDOM = new SecureRandom();
    static final String HMAC = "HmacSHA256";

    private final String environment;
    private final Provider provider;
    private final SortedMap<Integer, SecretKey> keks;
    private final Map<KeyPurpose, SortedMap<Integer, SecretKey>> macKeys;
    private final SigningKeys signing;
    private final List<String> inventory;

    private KeyRing(
            String environment,
            Provider provider,
            SortedMap<Integer, SecretKey> keks,
            Map<KeyPurpose, SortedMap<Integer, SecretKey>> macKeys,
            SigningKeys signing,
            List<String> inventory) {
        this.environment = environment;
        this.provider = provider;
        this.keks = keks;
        this.macKeys = macKeys;
        this.signing = signing;
        this.inventory = inventory;
    }

    /**
     * @param loaded already loaded; its provider does the work for keys that cannot leave it
     * @param keyPassword of the single keys; null for a token
     * @param environment lower-case letters and digits, part of every alias and every seal
     * @throws IllegalStateException with one sentence naming the first key that is missing or cannot be read
     */
    public static KeyRing open(KeyStore loaded, char[] keyPassword, String environment, KeyDomain domain) {
        requireEnvironment(environment);
        boolean token = "PKCS11".equalsIgnoreCase(loaded.getType());
        Provider provider = token ? loaded.getProvider() : null;
        try {
            SortedSet<String> aliases = new TreeSet<>(Collections.list(loaded.aliases()));
            SortedMap<Integer, SecretKey> keks = versions(
                    aliases,
                    version -> domain.kekAlias(environment, version),
                    alias -> key(loaded, alias, keyPassword, "AES"));
            Map<KeyPurpose, SortedMap<Integer, SecretKey>> macKeys = new EnumMap<>(KeyPurpose.class);
            for (KeyPurpose purpose : domain.purposes()) {
                macKeys.put(
                        purpose,
                        versions(
                                aliases,
                                version -> purpose.alias(environment, version),
                                alias -> key(loaded, alias, keyPassword, HMAC)));
            }
            SigningKeys signing = !domain.signs()
                    ? null
                    : new SigningKeys(
                            provider,
                            versions(
                                    aliases,
                                    version -> KeyDomain.signingAlias(environment, version),
                                    alias -> pair(loaded, alias, keyPassword)));
            return new KeyRing(environment, provider, keks, macKeys, signing, List.copyOf(aliases));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The key store cannot be read.", failure);
        }
    }

    public String environment() {
        return environment;
    }

    /** The newest version of the key-encryption key. */
    public int kekVersion() {
        return keks.lastKey();
    }

    /** Every version of the key-encryption key that the store holds. */
    public SortedSet<Integer> kekVersions() {
        return new TreeSet<>(keks.keySet());
    }

    /** The newest version of a MAC key. */
    public int macVersion(KeyPurpose purpose) {
        return macKeys.get(purpose).lastKey();
    }

    /** Every version of a MAC key that the store holds. */
    public SortedSet<Integer> macVersions(KeyPurpose purpose) {
        return new TreeSet<>(macKeys.get(purpose).keySet());
    }

    /** The key pairs that sign checkpoints; those of the house alone have some. */
    public SigningKeys signing() {
        return Objects.requireNonNull(signing, "signing");
    }

    /** The aliases of everything in the store, this domain's and others', in their order; an inventory counts them (PCI 3.6.1). */
    public List<String> inventory() {
        return inventory;
    }

    /** As {@link #mac(KeyPurpose, int, byte[][])} with the newest key. */
    public byte[] mac(KeyPurpose purpose, byte[]... parts) {
        return mac(purpose, macVersion(purpose), parts);
    }

    /**
     * HMAC-SHA-256 over the parts, each preceded by its length, so that moving bytes from one part to the next changes
     * the result.
     *
     * @return 32 bytes
     * @throws SealBroken when the store has no such version of the key
     */
    public byte[] mac(KeyPurpose purpose, int version, byte[]... parts) {
        SecretKey key = known(macKeys.get(purpose), version);
        try {
            Mac mac = provider == null ? Mac.getInstance(HMAC) : Mac.getInstance(HMAC, provider);
            mac.init(key);
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

    /** As {@link #newDek(UUID, int)} with the newest key-encryption key. */
    public WrappedDek newDek(UUID owner) {
        return newDek(owner, kekVersion());
    }

    /** A fresh AES-256 data key for this owner, wrapped under a version of the key-encryption key. */
    public WrappedDek newDek(UUID owner, int kekVersion) {
        byte[] material = new byte[Dek.LENGTH];
        RANDOM.nextBytes(material);
        try {
            return wrap(UUID.randomUUID(), owner, kekVersion, material);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    /** @throws SealBroken when the wrapped key was changed, belongs to another owner, environment or key version */
    public Dek unwrap(WrappedDek wrapped) {
        SecretKey kek = known(keks, wrapped.kekVersion());
        AssociatedData bound = binding(wrapped.id(), wrapped.owner(), wrapped.kekVersion());
        byte[] material = new Gcm(kek, provider).open(bound.bytes(), wrapped.wrapped(), 0);
        if (material.length != Dek.LENGTH) {
            Arrays.fill(material, (byte) 0);
            throw new SealBroken(SealBroken.Kind.TRUNCATED);
        }
        return new Dek(wrapped.id(), material);
    }

    /** As {@link #rewrap(WrappedDek, int)} with the newest key-encryption key. */
    public WrappedDek rewrap(WrappedDek wrapped) {
        return rewrap(wrapped, kekVersion());
    }

    /**
     * The same data key under another version of the key-encryption key: what a key rotation stores in place of the old row. What
     * comes out was opened again and compared.
     */
    public WrappedDek rewrap(WrappedDek wrapped, int kekVersion) {
        try (Dek dek = unwrap(wrapped)) {
            byte[] material = dek.material();
            byte[] again = new byte[0];
            try {
                WrappedDek fresh = wrap(wrapped.id(), wrapped.owner(), kekVersion, material);
                try (Dek opened = unwrap(fresh)) {
                    again = opened.material();
                }
                if (!Arrays.equals(material, again)) {
                    throw new IllegalStateException("The key store does not give back what it has wrapped.");
                }
                return fresh;
            } finally {
                Arrays.fill(material, (byte) 0);
                Arrays.fill(again, (byte) 0);
            }
        }
    }

    @Override
    public String toString() {
        return "KeyRing[environment=" + environment + ", kekVersion=" + kekVersion() + "]";
    }

    private WrappedDek wrap(UUID id, UUID owner, int version, byte[] material) {
        Objects.requireNonNull(owner, "owner");
        byte[] bound = binding(id, owner, version).bytes();
        return new WrappedDek(id, owner, version, new Gcm(known(keks, version), provider).seal(bound, material));
    }

    private AssociatedData binding(UUID id, UUID owner, int version) {
        return AssociatedData.of("korax/dek/1", environment, owner, id, version);
    }

    private static SecretKey known(SortedMap<Integer, SecretKey> keys, int version) {
        SecretKey key = keys.get(version);
        if (key == null) {
            throw new SealBroken(SealBroken.Kind.UNKNOWN_KEY_VERSION);
        }
        return key;
    }

    static void requireEnvironment(String environment) {
        if (environment == null || !ENVIRONMENT.matcher(environment).matches()) {
            throw new IllegalStateException(
                    "The environment id must be 1 to 32 lower-case letters and digits, without dashes.");
        }
    }

    /** All versions of one key; at least one has to be there. */
    private static <K> SortedMap<Integer, K> versions(
            SortedSet<String> aliases, IntFunction<String> aliasOf, Function<String, K> read) {
        SortedMap<Integer, K> found = new TreeMap<>();
        String start = aliasOf.apply(0).replaceAll("0$", "");
        for (String alias : aliases) {
            String version = alias.startsWith(start) ? alias.substring(start.length()) : "";
            if (VERSION.matcher(version).matches()) {
                found.put(Integer.valueOf(version), read.apply(alias));
            }
        }
        if (found.isEmpty()) {
            throw missing(aliasOf.apply(1));
        }
        return found;
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

    private static KeyStore.PrivateKeyEntry pair(KeyStore store, String alias, char[] password) {
        try {
            KeyStore.Entry entry =
                    store.getEntry(alias, password == null ? null : new KeyStore.PasswordProtection(password));
            if (entry instanceof KeyStore.PrivateKeyEntry pair) {
                return pair;
            }
            throw missing(alias);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The key " + alias + " cannot be read from the key store.", failure);
        }
    }

    private static IllegalStateException missing(String alias) {
        return new IllegalStateException("The key " + alias + " is missing in the key store.");
    }
}
