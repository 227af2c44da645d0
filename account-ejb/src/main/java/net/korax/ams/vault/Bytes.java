package net.korax.ams.vault;

import java.nio.ByteBuffer;
import java.util.UUID;

/** The byte form of an id: its 128 bits, most significant first. */
final class Bytes {

    private Bytes() {}

    static byte[] of(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
