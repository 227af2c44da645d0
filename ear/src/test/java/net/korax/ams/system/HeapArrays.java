package net.korax.ams.system;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The arrays of bytes and of characters in a heap dump (HPROF 1.0.2, identifiers of 8 bytes), one after the other. */
final class HeapArrays implements AutoCloseable {

    private static final int ID = 8;
    private static final int SEGMENT = 0x1C;
    private static final int WHOLE_DUMP = 0x0C;
    private static final int CLASS = 0x20;
    private static final int INSTANCE = 0x21;
    private static final int OBJECTS = 0x22;
    private static final int PRIMITIVES = 0x23;
    private static final int CHARACTERS = 5;
    private static final int BYTES = 8;

    /** How many bytes follow the tag of a root. */
    private static final Map<Integer, Integer> ROOTS = Map.of(
            0xFF, ID, 0x01, 2 * ID, 0x02, ID + 8, 0x03, ID + 8, 0x04, ID + 4, 0x05, ID, 0x06, ID + 4, 0x07, ID, 0x08,
            ID + 8);

    private static final Map<Integer, Integer> SIZES =
            Map.of(2, ID, 4, 1, CHARACTERS, 2, 6, 4, 7, 8, BYTES, 1, 9, 2, 10, 4, 11, 8);

    private final DataInputStream in;
    private long leftOfSegment;

    HeapArrays(Path file) throws IOException {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20));
        while (in.readByte() != 0) {
            // the name of the format ends with a zero
        }
        if (in.readInt() != ID) {
            throw new IOException("identifiers of another size");
        }
        in.skipNBytes(8);
    }

    /** The content of the next array, characters as two bytes each, the high one first; null after the last one. */
    byte[] next() throws IOException {
        while (true) {
            while (leftOfSegment == 0) {
                int tag = in.read();
                if (tag < 0) {
                    return null;
                }
                in.skipNBytes(4);
                long length = Integer.toUnsignedLong(in.readInt());
                if (tag == SEGMENT || tag == WHOLE_DUMP) {
                    leftOfSegment = length;
                } else {
                    in.skipNBytes(length);
                }
            }
            byte[] array = part();
            if (array != null) {
                return array;
            }
        }
    }

    /** Reads one part of a segment: the array that it is, or null. */
    private byte[] part() throws IOException {
        int tag = in.readUnsignedByte();
        leftOfSegment--;
        switch (tag) {
            case CLASS -> skipClass();
            case INSTANCE -> {
                skip(ID + 4 + ID);
                skip(number());
            }
            case OBJECTS -> {
                skip(ID + 4);
                skip(number() * ID + ID);
            }
            case PRIMITIVES -> {
                skip(ID + 4);
                long elements = number();
                int type = in.readUnsignedByte();
                long length = elements * SIZES.get(type);
                leftOfSegment -= 1 + length;
                if (type == BYTES || type == CHARACTERS) {
                    return in.readNBytes(Math.toIntExact(length));
                }
                in.skipNBytes(length);
            }
            default -> skip(ROOTS.get(tag));
        }
        return null;
    }

    private void skipClass() throws IOException {
        skip(ID + 4 + 6 * ID + 4);
        for (int constants = count(); constants > 0; constants--) {
            skip(2);
            skipValue();
        }
        for (int statics = count(); statics > 0; statics--) {
            skip(ID);
            skipValue();
        }
        skip((long) count() * (ID + 1));
    }

    private void skipValue() throws IOException {
        leftOfSegment--;
        skip(SIZES.get(in.readUnsignedByte()));
    }

    private int count() throws IOException {
        leftOfSegment -= 2;
        return in.readUnsignedShort();
    }

    private long number() throws IOException {
        leftOfSegment -= 4;
        return Integer.toUnsignedLong(in.readInt());
    }

    private void skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
        leftOfSegment -= bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
