package net.korax.ams.vault;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * A data-encryption key as it may be stored: sealed under the key-encryption key of the given version and bound to its
 * owner. Layout of {@code wrapped}: nonce (12) | 32 sealed bytes | tag (16).
 */
public record WrappedDek(UUID id, UUID owner, int kekVersion, byte[] wrapped) {

    public WrappedDek {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(owner, "owner");
        wrapped = wrapped.clone();
    }

    @Override
    public byte[] wrapped() {
        return wrapped.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedDek that
                && id.equals(that.id)
                && owner.equals(that.owner)
                && kekVersion == that.kekVersion
                && Arrays.equals(wrapped, that.wrapped);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, owner, kekVersion, Arrays.hashCode(wrapped));
    }

    @Override
    public String toString() {
        return "WrappedDek[id=" + id + ", kekVersion=" + kekVersion + "]";
    }
}
