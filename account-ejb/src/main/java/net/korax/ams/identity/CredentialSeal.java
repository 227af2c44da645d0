package net.korax.ams.identity;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.korax.ams.vault.AssociatedData;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.WrappedDek;

/**
 * The only door from {@code identity} to the vault: the pepper of password hashes, the fingerprint under which failed sign-ins
 * are counted, and the sealing of second-factor secrets and labels of passkeys under a key of their owner's own.
 */
final class CredentialSeal {

    private CredentialSeal() {}

    static byte[] pepper(byte[] hash) {
        return Keys.house().mac(KeyPurpose.PEPPER, hash);
    }

    static byte[] fingerprint(String purpose, String value) {
        return Keys.house()
                .mac(
                        KeyPurpose.INDEX,
                        purpose.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
    }

    static WrappedDek newKey(UUID user) {
        return Keys.house().newDek(user);
    }

    static byte[] sealTotp(WrappedDek key, byte[] secret) {
        try (Dek dek = Keys.house().unwrap(key)) {
            return dek.seal(totpContext(key.owner()), secret);
        }
    }

    static byte[] openTotp(WrappedDek key, byte[] sealed) {
        try (Dek dek = Keys.house().unwrap(key)) {
            return dek.open(totpContext(key.owner()), sealed);
        }
    }

    static byte[] sealLabel(WrappedDek key, UUID passkey, String label) {
        try (Dek dek = Keys.house().unwrap(key)) {
            return dek.seal(labelContext(passkey), label.getBytes(StandardCharsets.UTF_8));
        }
    }

    static String openLabel(WrappedDek key, UUID passkey, byte[] sealed) {
        try (Dek dek = Keys.house().unwrap(key)) {
            return new String(dek.open(labelContext(passkey), sealed), StandardCharsets.UTF_8);
        }
    }

    private static AssociatedData labelContext(UUID passkey) {
        return AssociatedData.of("korax/passkey-label/1", Keys.house().environment(), passkey);
    }

    private static AssociatedData totpContext(UUID user) {
        return AssociatedData.of("korax/totp/1", Keys.house().environment(), user);
    }
}
