package net.korax.ams.container;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks for words in every column of every table of the three stores: as text, in base64 and hexadecimal, and in binary columns as
 * UTF-8, UTF-16 either way, and digits one or two a byte.
 */
public final class Residue {

    private Residue() {}

    /** The places that hold one of the words, such as {@code core.app_user.user_name: anna}; no two alike. */
    public static Collection<String> of(Collection<String> words) throws SQLException {
        Collection<String> places = new TreeSet<>();
        for (String store : Stores.ALL) {
            for (String table : Stores.tables(store)) {
                search(store, table, words, places);
            }
        }
        return places;
    }

    private static void search(String store, String table, Collection<String> words, Collection<String> places)
            throws SQLException {
        List<Wanted> wanted = words.stream().map(Wanted::new).toList();
        try (Connection connection = Stores.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    Object value = rows.getObject(column);
                    for (Wanted one : wanted) {
                        if (one.isIn(value)) {
                            places.add(store + "." + table + "."
                                    + rows.getMetaData().getColumnName(column) + ": " + one.word);
                        }
                    }
                }
            }
        }
    }

    /** A word in all its forms. */
    private static final class Wanted {

        private final String word;
        private final List<String> texts;
        private final List<String> bytes = new ArrayList<>();

        Wanted(String word) {
            this.word = word;
            byte[] plain = word.getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(plain);
            String hex = HexFormat.of().formatHex(plain);
            texts = List.of(word.toLowerCase(Locale.ROOT), base64.toLowerCase(Locale.ROOT), hex);
            bytes.addAll(List.of(latin(plain), base64, hex));
            bytes.add(latin(word.getBytes(StandardCharsets.UTF_16LE)));
            bytes.add(latin(word.getBytes(StandardCharsets.UTF_16BE)));
            if (word.matches("[0-9]+")) {
                bytes.add(word.chars()
                        .mapToObj(digit -> String.valueOf((char) (digit - '0')))
                        .collect(Collectors.joining()));
                bytes.add(latin(HexFormat.of().parseHex(word.length() % 2 == 0 ? word : "0" + word)));
            }
        }

        boolean isIn(Object value) {
            if (value instanceof byte[] binary) {
                String there = latin(binary);
                return bytes.stream().anyMatch(there::contains);
            }
            String there = value == null ? "" : value.toString().toLowerCase(Locale.ROOT);
            return texts.stream().anyMatch(there::contains);
        }

        private static String latin(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
