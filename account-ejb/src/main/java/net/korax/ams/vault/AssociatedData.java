package net.korax.ams.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.UUID;

/**
 * What a sealed value belongs to: the purpose, then the facts that must be the same when it is opened. Moving a blob to
 * another row, or editing one of these facts beside it, breaks the seal.
 *
 * <p>Encoding: each part is a type sign (1 byte), a length (4 bytes, big endian) and that many bytes, so that no two
 * different lists of fields have the same bytes. Texts are UTF-8, UUIDs 16 bytes, integers 4 bytes, months ISO text.
 */
public final class AssociatedData {

    private final byte[] bytes;

    private AssociatedData(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param purpose versioned name of the layout, such as {@code korax/pan/1}
     * @param fields String, UUID, Integer or YearMonth; none may be null
     * @throws IllegalArgumentException for any other type
     */
    public static AssociatedData of(String purpose, Object... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, purpose);
        for (Object field : fields) {
            append(out, field);
        }
        return new AssociatedData(out.toByteArray());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private static void append(ByteArrayOutputStream out, Object field) {
        if (field instanceof String text) {
            part(out, 'S', text.getBytes(StandardCharsets.UTF_8));
        } else if (field instanceof UUID id) {
            part(out, 'U', Bytes.of(id));
        } else if (field instanceof Integer number) {
            part(out, 'I', ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        } else if (field instanceof YearMonth month) {
            part(out, 'M', month.toString().getBytes(StandardCharsets.US_ASCII));
        } else {
            throw new IllegalArgumentException("Not a field of associated data: "
                    + (field == null ? "null" : field.getClass().getName()));
        }
    }

    private static void part(ByteArrayOutputStream out, char type, byte[] content) {
        out.write(type);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        out.writeBytes(content);
    }
}
