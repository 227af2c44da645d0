package net.korax.ams.card;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of a request, encoded as a browser's form, in bytes that are wiped when it is closed. */
final class StripeForm implements AutoCloseable {

    private static final int MOST = 2048;

    private final byte[] bytes = new byte[MOST];
    private int length;
    private byte[] sent;

    StripeForm add(String name, String value) {
        name(name);
        put(URLEncoder.encode(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Adds the digits without making a text of them. */
    StripeForm addDigits(String name, Pan pan) {
        name(name);
        byte[] digits = pan.digits();
        for (byte digit : digits) {
            bytes[length++] = (byte) ('0' + digit);
        }
        Arrays.fill(digits, (byte) 0);
        return this;
    }

    /** The encoded fields, in an array of their own that is wiped too. */
    byte[] bytes() {
        if (sent == null) {
            sent = Arrays.copyOf(bytes, length);
        }
        return sent;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        if (sent != null) {
            Arrays.fill(sent, (byte) 0);
        }
    }

    private void name(String name) {
        if (length > 0) {
            bytes[length++] = '&';
        }
        put(URLEncoder.encode(name, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII));
        bytes[length++] = '=';
    }

    private void put(byte[] text) {
        ByteBuffer.wrap(bytes, length, MOST - length).put(text);
        length += text.length;
    }
}
