package net.korax.ams.identity;

import java.io.Serializable;
import java.util.UUID;
import net.korax.ams.vault.WrappedDek;

/**
 * A second factor that is being set up by somebody who has no log-in yet, as his page keeps it between two requests: sealed, and bound to
 * the user whom it will be of. Its text form hides it.
 */
public record SealedFactor(UUID owner, UUID keyId, int keyVersion, byte[] wrappedKey, byte[] sealed)
        implements Serializable {

    /** Draws one. */
    static SealedFactor draw(UUID owner) {
        WrappedDek key = CredentialSeal.newKey(owner);
        return new SealedFactor(
                owner, key.id(), key.kekVersion(), key.wrapped(), CredentialSeal.sealTotp(key, Totp.newSecret()));
    }

    WrappedDek dek() {
        return new WrappedDek(keyId, owner, keyVersion, wrappedKey);
    }

    byte[] open() {
        return CredentialSeal.openTotp(dek(), sealed);
    }

    @Override
    public String toString() {
        return "SealedFactor";
    }
}
