package net.korax.ams.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What of a link is hashed: one byte for the layout, eight for the number, and each field as four bytes of length (big endian; -1 for
 * none) and its bytes, so that no two different links have the same bytes. Texts are UTF-8; ids and moments are their texts, moments in
 * UTC to the microsecond (ISO 8601); sealed values and hashes are bytes.
 */
final class LinkBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LinkBytes(short layout, long seq) {
        out.write(layout);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
    }

    LinkBytes add(Object field) {
        if (field == null) {
            return addBare(length(-1));
        }
        byte[] bytes = field instanceof byte[] raw ? raw : field.toString().getBytes(StandardCharsets.UTF_8);
        return addBare(length(bytes.length)).addBare(bytes);
    }

    LinkBytes addBare(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }
}
