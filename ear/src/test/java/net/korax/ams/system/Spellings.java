package net.korax.ams.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The ways in which a card number could be written somewhere: plain, in groups, as base64 at any offset, as hexadecimal digits. */
final class Spellings {

    private Spellings() {}

    static List<String> of(String pan) {
        List<String> all = new ArrayList<>();
        all.add(pan);
        for (String between : List.of(" ", "-", ".", "+", "%20", "\u00a0")) {
            all.add(grouped(pan, between));
        }
        HexFormat hex = HexFormat.of();
        for (var bytes : List.of(
                pan.getBytes(StandardCharsets.US_ASCII),
                pan.getBytes(StandardCharsets.UTF_16BE),
                pan.getBytes(StandardCharsets.UTF_16LE))) {
            all.add(hex.formatHex(bytes));
            all.add(hex.formatHex(bytes).toUpperCase(Locale.ROOT));
            all.addAll(base64(bytes));
        }
        return all;
    }

    static String grouped(String pan, String between) {
        int[] ends = pan.length() < 16 ? new int[] {4, 10, pan.length()} : new int[] {4, 8, 12, 16};
        List<String> groups = new ArrayList<>();
        int begin = 0;
        for (int end : ends) {
            groups.add(pan.substring(begin, end));
            begin = end;
        }
        return String.join(between, groups);
    }

    /** What of the bytes stands in base64 of a longer text, whichever of three places they begin at. */
    private static List<String> base64(byte[] bytes) {
        List<String> all = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] text = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, text, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(text);
            int first = (before * 8 + 5) / 6;
            int last = text.length * 8 / 6;
            all.add(encoded.substring(first, last));
        }
        return all;
    }
}
